import type { Target } from '../../model/run.ts';
import type { Step } from '../../model/step.ts';
import { createEndpointSomehow } from './names.ts';

// None of these has a command: which endpoint, role or instance it is, nothing here tells. The findings' pages show them.

/** Creates an endpoint of another service, which the source of credentials is behind, where the workload is. */
export const createEndpointOf = (service: string, { region }: Pick<Target, 'region'>): readonly Step[] =>
  createEndpointSomehow(
    `Create an interface endpoint of com.amazonaws.${region}.${service} in the client's VPC, in a security group that allows inbound TCP 443 from every client`,
  );

/** Opens the group of an endpoint that is there already. */
export const allowEndpointIngress = (service: string, { port }: Pick<Target, 'port'>): Step => ({
  say: `Allow inbound TCP ${port} from the client in the security group of the ${service} endpoint`,
  affects: 'endpoint',
  undo: 'Revoke the rule',
  permissions: ['ec2:AuthorizeSecurityGroupIngress'],
  terraform: `aws_vpc_security_group_ingress_rule: from_port = ${port}, to_port = ${port}, ip_protocol = "tcp"`,
  cdk: `InterfaceVpcEndpoint: connections.allowFrom(client, Port.tcp(${port}))`,
  effect: 'opens',
});

/** Lets a caller assume a role. */
export const repairTrust = (): Step => ({
  say: "Let the caller in by the role's trust policy",
  affects: 'role',
  undo: 'Put the former trust policy back',
  permissions: ['iam:UpdateAssumeRolePolicy'],
  terraform: 'aws_iam_role: assume_role_policy',
  cdk: 'Role: assumedBy',
});

/** Lets IAM trust who issues the tokens of a cluster. */
export const createProvider = (): Step => ({
  say: "Create the IAM identity provider of the token's issuer, with the audience that the token has",
  affects: 'role',
  undo: 'Delete the provider (aws iam delete-open-id-connect-provider)',
  permissions: ['iam:CreateOpenIDConnectProvider'],
  terraform: 'aws_iam_openid_connect_provider',
  cdk: 'OpenIdConnectProvider',
});

/** Changes how an instance's own metadata service answers. */
export const instanceMetadata = (say: string): Step => ({
  say,
  affects: 'host',
  undo: 'Set the former options again (aws ec2 modify-instance-metadata-options)',
  permissions: ['ec2:ModifyInstanceMetadataOptions'],
  terraform: 'aws_instance: metadata_options',
  cdk: 'LaunchTemplate: httpEndpoint, httpPutResponseHopLimit',
});

/** Gives an instance a role. */
export const associateProfile = (): Step => ({
  say: 'Give the instance an instance profile with a role that may read the secret',
  affects: 'host',
  undo: 'Take it away again (aws ec2 disassociate-iam-instance-profile)',
  permissions: ['ec2:AssociateIamInstanceProfile', 'iam:PassRole'],
  terraform: 'aws_instance: iam_instance_profile',
  cdk: 'Instance: role',
});
