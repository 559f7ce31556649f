import { CfnParameter, type CfnParameterProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

const NAME = {
  allowedPattern: '[A-Za-z][A-Za-z0-9-]{0,31}',
  constraintDescription: '1 to 32 letters, digits and hyphens',
};

/** Declares parameters of a template, each with what it is. */
export const parameterOf =
  (scope: Construct) =>
  (id: string, description: string, more: CfnParameterProps = {}): CfnParameter =>
    new CfnParameter(scope, id, { description, ...more });

/** The parameters that every template has, whoever made the endpoint. */
export function commonParameters(scope: Construct, artifact: string) {
  const declare = parameterOf(scope);
  return {
    bucket: declare('ArtifactBucket', 'S3 bucket of this Region that holds the verifier', { minLength: 3 }),
    key: declare('ArtifactKey', 'Key of the verifier in that bucket', { default: artifact }),
    env: declare('Env', 'Environment, for example production', NAME).valueAsString,
    projectId: declare('ProjectId', 'Project, for tags', NAME).valueAsString,
    vpcId: declare('VpcId', 'VPC of endpoint and workload', { type: 'AWS::EC2::VPC::Id' }).valueAsString,
    vpcCidr: declare('VpcCidr', 'CIDR of that VPC', { allowedPattern: '[0-9.]+/(1[6-9]|2[0-8])' }).valueAsString,
    workload: declare('WorkloadName', 'Workload that the verifiers stand for', { ...NAME, default: 'workload' })
      .valueAsString,
    workloadGroups: declare('WorkloadSecurityGroupIds', 'All security groups of that workload, and no others', {
      type: 'List<AWS::EC2::SecurityGroup::Id>',
    }).valueAsList,
    email: declare('AlarmEmail', 'Where alarms are sent; empty for nowhere', { default: '' }).valueAsString,
  };
}

/** The verifiers' subnets, each with its Availability Zone. */
export function clientParameters(scope: Construct, zones: number) {
  const declare = parameterOf(scope);
  return Array.from({ length: zones }, (_, index) => ({
    subnetId: declare(`ClientSubnetId${index + 1}`, 'Subnet of the workload, for one verifier', {
      type: 'AWS::EC2::Subnet::Id',
    }).valueAsString,
    zone: declare(
      `ClientZone${index + 1}`,
      `Availability Zone id of ClientSubnetId${index + 1}, for example euw2-az1`,
      {
        minLength: 3,
      },
    ).valueAsString,
  }));
}
