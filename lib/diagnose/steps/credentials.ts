import type { Target } from '../../model/run.ts';
import type { Step } from '../../model/step.ts';
import { createEndpoint } from './names.ts';

/** Creates an endpoint of another service, which the source of credentials is behind, where the workload is. */
export const createEndpointOf = (service: string, { region }: Pick<Target, 'region'>): readonly Step[] =>
  createEndpoint(`com.amazonaws.${region}.${service}`, { vpcId: 'VPC_ID', subnetIds: ['SUBNET_ID'] }, region);

/** Opens the group of an endpoint that is there already, whose id nothing here tells. */
export const allowEndpointIngress = (service: string, { region, port }: Pick<Target, 'region' | 'port'>): Step => {
  const args = ['--region', region, '--group-id', 'SECURITY_GROUP_ID', '--protocol', 'tcp', '--port', String(port)];
  const rule = [...args, '--source-group', 'CLIENT_SECURITY_GROUP_ID'];
  return {
    say: `Allow inbound TCP ${port} from the client in the security group of the ${service} endpoint`,
    affects: 'endpoint',
    run: ['aws', 'ec2', 'authorize-security-group-ingress', ...rule],
    undo: ['aws', 'ec2', 'revoke-security-group-ingress', ...rule],
    permissions: ['ec2:AuthorizeSecurityGroupIngress'],
    terraform: `aws_vpc_security_group_ingress_rule: from_port = ${port}, to_port = ${port}, ip_protocol = "tcp"`,
    cdk: `InterfaceVpcEndpoint: connections.allowFrom(client, Port.tcp(${port}))`,
    effect: 'opens',
  };
};

/** Lets a caller assume a role. */
export const repairTrust = (): Step => ({
  say: "Let the caller in by the role's trust policy",
  affects: 'role',
  run: [
    'aws',
    'iam',
    'update-assume-role-policy',
    '--role-name',
    'ROLE_NAME',
    '--policy-document',
    'file://trust.json',
  ],
  undo: 'Put the former trust policy back',
  permissions: ['iam:UpdateAssumeRolePolicy'],
  terraform: 'aws_iam_role: assume_role_policy',
  cdk: 'Role: assumedBy',
});

/** Lets IAM trust who issues the tokens of a cluster. */
export const createProvider = (): Step => ({
  say: "Create the IAM identity provider of the token's issuer, with the audience that the token has",
  affects: 'role',
  run: [
    ...['aws', 'iam', 'create-open-id-connect-provider', '--url', 'ISSUER_URL'],
    ...['--client-id-list', 'sts.amazonaws.com'],
  ],
  undo: 'Delete the provider (aws iam delete-open-id-connect-provider)',
  permissions: ['iam:CreateOpenIDConnectProvider'],
  terraform: 'aws_iam_openid_connect_provider',
  cdk: 'OpenIdConnectProvider',
});

/** Changes how an instance's own metadata service answers. */
export const instanceMetadata = (
  { region }: Pick<Target, 'region'>,
  say: string,
  options: readonly string[],
): Step => ({
  say,
  affects: 'host',
  run: [
    ...['aws', 'ec2', 'modify-instance-metadata-options', '--region', region],
    ...['--instance-id', 'INSTANCE_ID', ...options],
  ],
  undo: 'Set the former options again',
  permissions: ['ec2:ModifyInstanceMetadataOptions'],
  terraform: 'aws_instance: metadata_options',
  cdk: 'LaunchTemplate: httpEndpoint, httpPutResponseHopLimit',
});

/** Gives an instance a role. */
export const associateProfile = ({ region }: Pick<Target, 'region'>): Step => ({
  say: 'Give the instance an instance profile with a role that may read the secret',
  affects: 'host',
  run: [
    ...['aws', 'ec2', 'associate-iam-instance-profile', '--region', region],
    ...['--instance-id', 'INSTANCE_ID', '--iam-instance-profile', 'Name=PROFILE_NAME'],
  ],
  undo: 'Take it away again (aws ec2 disassociate-iam-instance-profile)',
  permissions: ['ec2:AssociateIamInstanceProfile', 'iam:PassRole'],
  terraform: 'aws_instance: iam_instance_profile',
  cdk: 'Instance: role',
});
