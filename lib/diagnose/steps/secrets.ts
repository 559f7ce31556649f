import type { Target } from '../../model/run.ts';
import type { Step } from '../../model/step.ts';
import { SERVICE } from '../../services/index.ts';
import { replicaArn } from '../../services/secret-id.ts';
import { secretCommand } from '../checks/support/secret-command.ts';

/** Takes a secret back from its scheduled deletion. */
export const restoreSecret = (target: Target): Step => ({
  say: 'Restore the secret, if it is still wanted',
  affects: 'secret',
  run: secretCommand(target, 'restore'),
  undo: secretCommand(target, 'delete'),
  permissions: [SERVICE.actions.restore],
});

/** Gives a secret a value; which one, only its owner knows. */
export const putValue = (): Step => ({
  say: 'Store a value in the secret',
  affects: 'secret',
  undo: 'None is needed: the secret had no value',
  permissions: [SERVICE.actions.putValue],
});

/** Which partition a Region is in. Source: AWS SDKs, partitions.json. */
const PARTITIONS: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
];

const partitionOf = (region: string): string => PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';

/** Whether a secret may have a replica in the target's Region, and the same account: neither leaves its partition. */
export function areOfOnePartition(secretArn: string, { region }: Pick<Target, 'region'>): boolean {
  const [, partition, , home = ''] = secretArn.split(':');
  return partition === partitionOf(region) && partitionOf(home) === partition;
}

/** Makes a replica of a secret in another Region, by the account's key for secrets there. */
export function replicateSecret(secretArn: string, home: string, region: string): Step {
  const at = ['--region', home, '--secret-id', secretArn];
  return {
    say: `Replicate the secret to ${region}, and ask for ${replicaArn(secretArn, region)}`,
    affects: 'secret',
    run: ['aws', SERVICE.id, SERVICE.commands.replicate, ...at, '--add-replica-regions', `Region=${region}`],
    undo: ['aws', SERVICE.id, SERVICE.commands.removeReplica, ...at, '--remove-replica-regions', region],
    permissions: [SERVICE.actions.replicate],
    ...SERVICE.replicaInCode(region),
  };
}

type KeyCommand = 'enable-key' | 'disable-key' | 'cancel-key-deletion' | 'schedule-key-deletion';

/** A key is changed in its own Region, which its ARN names. */
const keyCommand = (command: KeyCommand, arn: string, region: string): readonly string[] => [
  ...['aws', 'kms', command, '--region', arn.split(':')[3] || region, '--key-id', arn],
];

/** Lets a disabled key decrypt again. */
export const enableKey = (arn: string, region: string): Step => ({
  say: 'Enable the key',
  affects: 'key',
  run: keyCommand('enable-key', arn, region),
  undo: keyCommand('disable-key', arn, region),
  permissions: ['kms:EnableKey'],
  terraform: 'aws_kms_key: is_enabled = true',
  cdk: 'Key: enabled: true',
});

/** Takes a key back from its scheduled deletion. It is disabled then. */
export const cancelKeyDeletion = (arn: string, region: string): Step => ({
  say: 'Cancel the deletion of the key',
  affects: 'key',
  run: keyCommand('cancel-key-deletion', arn, region),
  undo: keyCommand('schedule-key-deletion', arn, region),
  permissions: ['kms:CancelKeyDeletion'],
});
