import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';
import { type Deployed, deploy } from './deploy.ts';
import { stackNameOf } from './stack-name.ts';

export interface VpceDoctorStackProps extends StackProps {
  readonly configuration: Configuration;
}

/** The one stack of a deployment, in an app, a stage or a pipeline. Its props win over what the configuration says. */
export class VpceDoctorStack extends Stack {
  readonly deployed: Deployed;

  constructor(scope: Construct, id: string, { configuration, ...props }: VpceDoctorStackProps) {
    const { account, region, terminationProtection } = configuration;
    super(scope, id, {
      description: 'vpce-doctor: checks that workloads reach Secrets Manager through its VPC endpoint',
      stackName: stackNameOf(configuration),
      env: { account, region },
      terminationProtection,
      ...props,
    });
    this.deployed = deploy(this, configuration);
  }
}
