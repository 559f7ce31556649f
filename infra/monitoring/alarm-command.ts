import type { ConnectivityVerifier, Verifier } from '../verifier/connectivity-verifier.ts';

/** What whoever is woken does first: verify again, read the log, or look for concurrency. */
export type AlarmCommand = 'verify' | 'log' | 'concurrency';

/** The command for a shell with the AWS CLI 2, and a checkout of this project where a report is shown. */
export function alarmCommand(
  command: AlarmCommand,
  { logGroup }: Pick<ConnectivityVerifier, 'logGroup'>,
  verifiers: readonly Verifier[],
): string {
  if (command === 'log') return `aws logs tail ${logGroup.logGroupName} --since 1h`;
  if (command === 'concurrency') return 'aws lambda get-account-settings --query AccountLimit';
  // An event without a mode asks for the configuration too.
  const names = verifiers.map((one) => one.function.functionName).join(' ');
  return `for f in ${names}; do aws lambda invoke --function-name $f --cli-binary-format raw-in-base64-out --payload '{}' $f.json && vpce-doctor render $f.json; done`;
}
