import type { NetworkConfiguration, VpcEndpoint } from '../model/aws.ts';
import type { CheckInputs } from '../model/check.ts';
import type { Code } from '../model/codes.ts';
import type { PredictedPath } from '../model/predicted-path.ts';
import type { Problem } from '../model/problem.ts';
import iptypeMismatch from './checks/endpoint/iptype-mismatch.ts';
import { naclChecks } from './checks/nacl/index.ts';
import { routeChecks } from './checks/route/index.ts';
import { sgChecks } from './checks/sg/index.ts';

/** Checks that judge paths by configuration alone. */
const OF_PATHS = [iptypeMismatch, ...sgChecks, ...naclChecks, ...routeChecks].filter(({ needs }) =>
  needs.every((need) => ['predictedPaths', 'target', 'securityGroups', 'networkAcls', 'routeTables'].includes(need)),
);

/** What blocks some paths by configuration, in the words of the whole catalogue, with the steps that open them. */
export function pathFindings(
  predictedPaths: readonly PredictedPath[],
  known: NetworkConfiguration,
  { target, expectedEndpoint }: Pick<CheckInputs, 'target'> & { readonly expectedEndpoint: VpcEndpoint | undefined },
): readonly (Pick<Problem, 'summary' | 'steps'> & { readonly code: Code })[] {
  const inputs = { ...known, predictedPaths, target, expectedEndpoint } as unknown as CheckInputs;
  return OF_PATHS.flatMap((check) => {
    const outcome = check.evaluate(inputs);
    const problems: readonly Problem[] = typeof outcome === 'object' && !('undecided' in outcome) ? outcome : [];
    return problems
      .filter(({ severity }) => severity !== 'advisory')
      .map(({ summary, steps }) => ({ code: check.code, summary, steps }));
  });
}
