import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnResourcePolicy, CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import type { Workload } from '../configuration.ts';

/** A secret that stands for a workload's: under the same key, with a random value that opens nothing. */
export class Canary extends Construct {
  readonly arn: string;
  readonly secret: CfnSecret;

  constructor(scope: Construct, id: string, { name, kmsKeyArn }: Pick<Workload, 'name' | 'kmsKeyArn'>) {
    super(scope, id);
    this.secret = new CfnSecret(this, 'Secret', {
      description: `vpce-doctor: canary for workload ${name}, a random value that grants no access`,
      generateSecretString: { passwordLength: 32 },
      kmsKeyId: kmsKeyArn,
    });
    this.secret.applyRemovalPolicy(RemovalPolicy.DESTROY);
    acknowledge(this.secret, 'canary-unrotated');
    this.arn = this.secret.ref;
  }

  /**
   * Lets one role read the value through one endpoint alone: a read of it that succeeds is then proven by AWS itself. Nobody else
   * is denied, least of all CloudFormation, whose handler of secrets reads values too: decisions/0015.
   */
  seal(vpcEndpointId: string, roleArn: string): CfnResourcePolicy {
    return new CfnResourcePolicy(this, 'Seal', {
      secretId: this.arn,
      blockPublicPolicy: true,
      resourcePolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyThroughTheEndpoint',
            Effect: 'Deny',
            Principal: '*',
            Action: 'secretsmanager:GetSecretValue',
            Resource: '*',
            Condition: {
              StringNotEquals: { 'aws:SourceVpce': vpcEndpointId },
              ArnEquals: { 'aws:PrincipalArn': roleArn },
            },
          },
        ],
      },
    });
  }
}
