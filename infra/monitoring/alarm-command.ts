import { Stack } from 'aws-cdk-lib';
import type { ConnectivityVerifier, Verifier } from '../verifier/connectivity-verifier.ts';

/** What whoever is woken does first: verify again, read the log, or look for concurrency. */
export type AlarmCommand = 'verify' | 'log' | 'concurrency';

/** The command for a shell with the AWS CLI 2, and with vpce-doctor where a report is shown; and what to run if that does not decide. */
export function alarmCommand(
  command: AlarmCommand,
  { logGroup, vpcEndpointId }: Pick<ConnectivityVerifier, 'logGroup' | 'vpcEndpointId'>,
  verifiers: readonly Verifier[],
): string {
  const { region } = Stack.of(logGroup);
  if (command === 'log') return `aws logs tail ${logGroup.logGroupName} --region ${region} --since 1h`;
  if (command === 'concurrency') return `aws lambda get-account-settings --region ${region} --query AccountLimit`;
  // An event without a mode asks for the configuration too.
  const names = verifiers.map((one) => one.function.functionName);
  const invoke = `aws lambda invoke --region ${region} --function-name $f --cli-binary-format raw-in-base64-out --payload '{}' $f.json`;
  const inspect = `vpce-doctor inspect --region ${region} --endpoint-id ${vpcEndpointId} --function ${names[0]}`;
  return `for f in ${names.join(' ')}; do ${invoke} && vpce-doctor render $f.json; done. If that names no rule: ${inspect}`;
}
