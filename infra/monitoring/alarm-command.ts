import { Stack } from 'aws-cdk-lib';
import type { ConnectivityVerifier, Verifier } from '../verifier/connectivity-verifier.ts';

/** What whoever is woken does first: verify again, or read the log. */
export type AlarmCommand = 'verify' | 'log';

/** The command for a shell with the AWS CLI 2, and with vpce-doctor where a report is shown; and what to run if that does not decide. */
export function alarmCommand(
  command: AlarmCommand,
  { logGroup, vpcEndpointId }: Pick<ConnectivityVerifier, 'logGroup' | 'vpcEndpointId'>,
  { function: { functionName } }: Verifier,
): string {
  const { region } = Stack.of(logGroup);
  if (command === 'log') return `aws logs tail ${logGroup.logGroupName} --region ${region} --since 1h`;
  // An event without a mode asks for the configuration too.
  const invoke = `aws lambda invoke --region ${region} --function-name $f --cli-binary-format raw-in-base64-out --payload '{}' $f.json`;
  const inspect = `vpce-doctor inspect --region ${region} --endpoint-id ${vpcEndpointId} --function $f`;
  return `f=${functionName}; ${invoke} && vpce-doctor render $f.json. If that names no rule: ${inspect}`;
}
