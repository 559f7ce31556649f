import type { Service } from './service.ts';

const KMS_DENIAL = /is not authorized to perform: kms:/i;

/** KMS's own refusals, passed on under this service's error names; a denial of an API call may quote any name. */
const speaksOfKey = (sentence: string): boolean =>
  KMS_DENIAL.test(sentence) ||
  (/\bkms\b|customer master key/i.test(sentence) && !/is not authorized to perform/i.test(sentence));

/**
 * AWS Secrets Manager. Sources: its API Reference, GetSecretValue, CreateSecret and "Common errors"; its User Guide; answers seen.
 */
export const secretsManager = {
  id: 'secretsmanager',
  name: 'Secrets Manager',
  endpointServices: { ordinary: 'secretsmanager', fips: 'secretsmanager-fips' },
  endpointUrlVariable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  operation: 'GetSecretValue',
  actions: {
    read: 'secretsmanager:GetSecretValue',
    describe: 'secretsmanager:DescribeSecret',
    list: 'secretsmanager:ListSecrets',
    restore: 'secretsmanager:RestoreSecret',
    putValue: 'secretsmanager:PutSecretValue',
    putPolicy: 'secretsmanager:PutResourcePolicy',
    replicate: 'secretsmanager:ReplicateSecretToRegions',
  },
  deniedActions: [
    'secretsmanager:GetSecretValue',
    'secretsmanager:BatchGetSecretValue',
    'secretsmanager:DescribeSecret',
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:GenerateDataKey',
  ],
  commands: {
    describe: 'describe-secret',
    list: 'list-secrets',
    readPolicy: 'get-resource-policy',
    restore: 'restore-secret',
    delete: 'delete-secret',
    replicate: 'replicate-secret-to-regions',
    removeReplica: 'remove-regions-from-replication',
  },
  policyInCode: { terraform: 'aws_secretsmanager_secret_policy', cdk: 'secret.addToResourcePolicy(…)' },
  replicaInCode: (region: string) => ({
    terraform: `aws_secretsmanager_secret: replica { region = "${region}" }`,
    cdk: `Secret: replicaRegions: [{ region: '${region}' }]`,
  }),
  ids: {
    // The six characters at its end may be missing.
    arn: /^arn:aws[\w-]*:secretsmanager:([a-z0-9-]+):\d{12}:secret:[\w/+=.@!-]{1,520}$/,
    arnStart: /^arn:aws[a-z-]{0,20}:secretsmanager:[a-z0-9-]{1,30}:[0-9]{12}:secret:/,
    // The six characters that are put behind a name, or what a policy or denial has in their place.
    arnEnd: /^-(?:[A-Za-z0-9]{6}|\*|\?{6})$/,
    name: /^[\w/+=.@!-]{1,512}$/,
  },
  errorNames: [
    ...['DecryptionFailure', 'EncryptionFailure', 'InvalidNextTokenException', 'MalformedPolicyDocumentException'],
    ...['PreconditionNotMetException', 'PublicPolicyException', 'ResourceExistsException', 'ResourceNotFoundException'],
  ],
  sentences: [
    "Secrets Manager can't find the specified secret value for staging label: {label}",
    "Secrets Manager can't find the specified secret value for VersionId: {uuid}",
    "Secrets Manager can't find the specified secret.",
    "You can't perform this operation on the secret because it was marked for deletion.",
    'You provided a VersionStage that is not associated to the provided VersionId.',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
    "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
    'An error occurred on the server side.',
  ],
  mentions: ['KMS', 'customer master key', 'marked for deletion', 'secret value for'],
  refusals: [
    { code: 'kms/no-decrypt', names: ['DecryptionFailure'] },
    {
      code: 'kms/no-decrypt',
      names: ['AccessDeniedException', 'AccessDenied', 'InvalidRequestException'],
      says: speaksOfKey,
    },
    {
      code: 'secret/no-awscurrent',
      names: ['ResourceNotFoundException'],
      says: (sentence) => /secret value for/i.test(sentence),
    },
    { code: 'secret/not-found', names: ['ResourceNotFoundException'] },
    {
      code: 'secret/scheduled-deletion',
      names: ['InvalidRequestException'],
      says: (sentence) => /marked for deletion/i.test(sentence),
    },
  ],
} as const satisfies Service;
