import { CfnParameter, type CfnParameterProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

const NAME = {
  allowedPattern: '[A-Za-z][A-Za-z0-9-]{0,31}',
  constraintDescription: '1 to 32 letters, digits and hyphens, starting with a letter',
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
    bucket: declare('ArtifactBucket', "S3 bucket in this Region that holds the verifier's zip file", { minLength: 3 }),
    key: declare('ArtifactKey', 'Key of the zip file in that bucket', { default: artifact }),
    env: declare('Env', 'Environment, for example production', NAME).valueAsString,
    projectId: declare('ProjectId', 'Project name, used in tags', NAME).valueAsString,
    vpcId: declare('VpcId', 'VPC of the endpoint and the workload', { type: 'AWS::EC2::VPC::Id' }).valueAsString,
    vpcCidr: declare('VpcCidr', 'CIDR of that VPC', { allowedPattern: '[0-9.]+/(1[6-9]|2[0-8])' }).valueAsString,
    workload: declare('WorkloadName', 'Name of the workload to check', { ...NAME, default: 'workload' }).valueAsString,
    workloadGroups: declare('WorkloadSecurityGroupIds', "All of the workload's security groups, and no others", {
      type: 'List<AWS::EC2::SecurityGroup::Id>',
    }).valueAsList,
    email: declare('AlarmEmail', 'Email address for alarms, or empty', { default: '' }).valueAsString,
  };
}

/** The verifiers' subnets, each with its Availability Zone. */
export function clientParameters(scope: Construct, zones: number) {
  const declare = parameterOf(scope);
  return Array.from({ length: zones }, (_, index) => ({
    subnetId: declare(`ClientSubnetId${index + 1}`, "One of the workload's subnets, checked by one verifier", {
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
