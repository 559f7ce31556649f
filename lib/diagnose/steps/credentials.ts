import type { Target } from '../../model/run.ts';
import type { Step } from '../../model/step.ts';
import { createEndpointSomehow } from './names.ts';

// None of these has a command: which endpoint, role or instance it is, nothing here tells. The findings' pages show them.

/** Creates an endpoint of another service, which the source of credentials is behind, where the workload is. */
export const createEndpointOf = (serviceName: string): readonly Step[] =>
  createEndpointSomehow(
    `Create an interface endpoint of ${serviceName} in the client's VPC, in a security group that allows inbound TCP 443 from every client`,
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

/** Lets calls through by the policy of an endpoint of another service. */
export const allowByPolicy = (service: string): Step => ({
  say: `Let the call through by the policy of the ${service} endpoint`,
  affects: 'endpoint-policy',
  undo: 'Put the former policy back',
  permissions: ['ec2:ModifyVpcEndpoint'],
  terraform: 'aws_vpc_endpoint: policy',
  cdk: 'InterfaceVpcEndpoint: addToPolicy',
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

/** Gives a role to what has none, whatever it is. */
export const giveRole = (): Step => ({
  say: 'Give the function, task or instance a role; on a workstation, sign in',
  affects: 'process',
  undo: 'Take the role away again; on a workstation, sign out',
  permissions: ['iam:PassRole'],
  terraform: 'aws_lambda_function: role; aws_ecs_task_definition: task_role_arn; aws_instance: iam_instance_profile',
  cdk: 'Function: role; TaskDefinition: taskRole; Instance: role',
});

/** Gives a task a role of its own. */
export const giveTaskRole = (): Step => ({
  say: 'Give the task definition a task role that may read the secret, and start the task anew from it',
  affects: 'process',
  undo: 'Start the task from the former revision of its definition',
  permissions: ['ecs:RegisterTaskDefinition', 'ecs:UpdateService', 'iam:PassRole'],
  terraform: 'aws_ecs_task_definition: task_role_arn',
  cdk: 'TaskDefinition: taskRole',
});

/** Lets pods of one service account have a role by EKS Pod Identity. */
export const associateServiceAccount = (): Step => ({
  say: 'Associate the service account with a role that trusts pods.eks.amazonaws.com, and start the pod again',
  affects: 'role',
  undo: 'Delete the association (aws eks delete-pod-identity-association), and start the pod again',
  permissions: ['eks:CreatePodIdentityAssociation', 'iam:PassRole'],
  terraform: 'aws_eks_pod_identity_association',
  cdk: 'CfnPodIdentityAssociation',
});

/** Gives a pod a role of its own, in either way. */
export const givePodRole = (): Step => ({
  ...associateServiceAccount(),
  say: "Give the pod's service account a role of its own, by IRSA or EKS Pod Identity, and start the pod again",
  undo: "Delete the association, or take the role's annotation off the service account, and start the pod again",
  terraform: 'aws_eks_pod_identity_association, or kubernetes_service_account: annotations',
  cdk: 'CfnPodIdentityAssociation, or Cluster: addServiceAccount',
});

/** Starts something again in an environment that is left as it is. */
export const startAgain = (say: string): Step => ({
  say,
  affects: 'process',
  undo: 'None needed: nothing is set differently',
  permissions: [],
});

/** Puts a token where a pod is told that it is. */
export const mountToken = (): Step => ({
  say: 'Mount the token where AWS_WEB_IDENTITY_TOKEN_FILE says, readable for this user, by starting the pod again',
  affects: 'process',
  undo: "Put the pod's former specification back, and start the pod again",
  permissions: [],
});

/** Changes ~/.aws/config and its like. */
export const repairProfile = (say: string): Step => ({
  say,
  affects: 'host',
  undo: 'Put the former file back',
  permissions: [],
});

/** Renews somebody's sign-in. */
export const signInAgain = (say: string): Step => ({
  say,
  affects: 'process',
  undo: 'None needed; signing out ends the session',
  permissions: [],
});
