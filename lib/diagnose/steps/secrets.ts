import type { Target } from '../../model/run.ts';
import type { Step } from '../../model/step.ts';
import { SERVICE } from '../../services/index.ts';
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
