import { parseClient, parseEndpoint } from '../../lib/gather/target-of.ts';

import { UsageError } from '../../lib/model/errors.ts';
import type { ExpectedEndpoint, Source } from '../../lib/model/run.ts';
import { VARIABLES } from '../../lib/model/verifier-environment.ts';

const ALLOWANCES = ['secrets', 'configuration'] as const;

/** What whoever may invoke the function may ask beside the canary's report: of other secrets, and for the configuration that was read. */
export type Allowance = (typeof ALLOWANCES)[number];

export interface VerifierEnvironment {
  /** The canary; targetOf says what is wrong with it. */
  readonly secretId: string | undefined;
  readonly endpoint: ExpectedEndpoint;
  /** Null: Lambda's API is asked. */
  readonly source: Source | null;
  readonly workload: string;
  readonly zone: string | null;
  readonly allow: readonly Allowance[];
  /** Undefined: each protocol has its own patience. */
  readonly probeTimeoutMs: number | undefined;
}

/** What a verifier's environment tells it; a variable that is empty tells nothing. Throws UsageError. */
export function readVerifierEnvironment(env: Readonly<Record<string, string | undefined>>): VerifierEnvironment {
  const client = env[VARIABLES.client];
  return {
    secretId: env[VARIABLES.secretId],
    endpoint: parseEndpoint(env[VARIABLES.endpoint] || '{}', VARIABLES.endpoint),
    source: client ? parseClient(client, VARIABLES.client) : null,
    workload: env[VARIABLES.workload] || 'unnamed',
    zone: env[VARIABLES.zone] || null,
    allow: parseAllowances(env[VARIABLES.allow]),
    probeTimeoutMs: parseProbeTimeout(env[VARIABLES.probeTimeoutMs]),
  };
}

/** A mistake quotes what was given, and that may be long. */
const LONGEST_QUOTE = 300;

function parseAllowances(text = ''): readonly Allowance[] {
  const names = text.split(',').flatMap((name) => name.trim() || []);
  const isKnown = (name: string): name is Allowance => (ALLOWANCES as readonly string[]).includes(name);
  const known = names.filter(isKnown);
  if (known.length === names.length) return known;
  throw new UsageError(
    `${VARIABLES.allow} takes ${ALLOWANCES.join(' and ')}, separated by a comma, not ${JSON.stringify(text).slice(0, LONGEST_QUOTE)}`,
  );
}

function parseProbeTimeout(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 100 && value <= 60_000) return value;
  throw new UsageError(`${VARIABLES.probeTimeoutMs} takes 100 to 60000 milliseconds, not "${text}"`);
}
