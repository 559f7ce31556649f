import type { Reach, Step } from '../../model/step.ts';
import { SERVICE } from '../../services/index.ts';

interface PolicyKind {
  readonly affects: Reach;
  readonly permissions: readonly string[];
  readonly terraform?: string;
  readonly cdk?: string;
}

const ROLE: PolicyKind = {
  affects: 'role',
  permissions: ['iam:PutRolePolicy', 'iam:CreatePolicyVersion'],
  terraform: 'aws_iam_role_policy or aws_iam_policy',
  cdk: 'role.addToPolicy(…)',
};

/** The policies that may stand between a caller and a secret, and where each is declared. */
const KINDS = {
  endpoint: {
    affects: 'endpoint-policy',
    permissions: ['ec2:ModifyVpcEndpoint'],
    terraform: 'aws_vpc_endpoint: policy',
    cdk: 'endpoint.addToPolicy(…)',
  },
  role: ROLE,
  boundary: {
    affects: 'boundary',
    permissions: ['iam:CreatePolicyVersion'],
    terraform: 'aws_iam_policy',
    cdk: 'ManagedPolicy',
  },
  session: { affects: 'session', permissions: [] },
  organization: {
    affects: 'organization',
    permissions: ['organizations:UpdatePolicy'],
    terraform: 'aws_organizations_policy',
  },
  secret: {
    affects: 'secret',
    permissions: [SERVICE.actions.putPolicy],
    ...SERVICE.policyInCode,
  },
  key: {
    affects: 'key',
    permissions: ['kms:PutKeyPolicy'],
    terraform: 'aws_kms_key: policy',
    cdk: 'key.grantDecrypt(…)',
  },
} as const satisfies Readonly<Record<string, PolicyKind>>;

/** A change of a policy, said in words: which statement is right is for its owner to decide. */
export const changePolicy = (kind: keyof typeof KINDS, say: string): Step => ({
  say,
  ...KINDS[kind],
  undo: 'Put the earlier document back',
});
