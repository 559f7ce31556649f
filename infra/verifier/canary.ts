import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
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
}
