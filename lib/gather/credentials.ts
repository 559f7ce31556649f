import process from 'node:process';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { CredentialsLook } from '../model/credentials.ts';
import { hasKeys, runsIn } from './in-environment.ts';
import type { Watch } from './requests-seen.ts';
import type { Waits } from './waits.ts';

/** As the SDK gives them. */
export type Credentials = Awaited<ReturnType<ReturnType<typeof defaultProvider>>>;

export type CredentialsProvider = () => Promise<Credentials>;

/** Credentials that are loaded once for all that need them in a run. */
export interface CredentialsLoading {
  readonly provide: CredentialsProvider;
  /** Loads them where nobody has yet, and says what became of it. Whoever looks first decides how long that may take. */
  look(waits: Waits): Promise<CredentialsLook>;
}

/**
 * Credentials as the workload gets them, by the SDK's own chain. Some come over the network: from STS for a web
 * identity (EKS) or a profile with a role, from an agent, from IAM Identity Center. Those calls are not the one under test, and must not
 * go where it is pinned to: a provider that a client makes, or is bound to, takes over that client's sockets. This one is
 * told the Region and nothing else.
 */
export function credentialsIn(region: string, variables: NodeJS.ProcessEnv = process.env): CredentialsLoading {
  const provider = defaultProvider({ parentClientConfig: { region } });
  let started: Promise<Started> | undefined;
  const start = () => {
    // Called without the client that asks, which the SDK would hand on.
    started ??= startLoading(() => provider(), variables);
    return started;
  };
  let looked: Promise<CredentialsLook> | undefined;
  return {
    async provide() {
      const { loading } = await start();
      await loading;
      // The SDK keeps what it has loaded, and renews what ends; what it could not load is not asked for again.
      return provider();
    },
    look(waits) {
      looked ??= lookAt(start(), variables, waits);
      return looked;
    },
  };
}

interface Started {
  readonly loading: Promise<Credentials>;
  /** Its requests; null where it makes none. */
  readonly seen: Watch | null;
}

/** In Lambda the keys are there: nothing is watched, and nothing is loaded that would watch. */
async function startLoading(load: CredentialsProvider, variables: NodeJS.ProcessEnv): Promise<Started> {
  if (hasKeys(variables)) return { loading: handled(load()), seen: null };
  const { watching } = await import('./requests-seen.ts');
  const { result, watch } = watching(load);
  return { loading: handled(result), seen: watch };
}

/** Whoever asks hears of its failure; where nobody does, it harms nobody. */
function handled<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

async function lookAt(started: Promise<Started>, variables: NodeJS.ProcessEnv, waits: Waits): Promise<CredentialsLook> {
  const { loading, seen } = await started;
  if (seen === null) {
    await loading;
    return { ...FROM_ENVIRONMENT, runsIn: runsIn(variables) };
  }
  const { probeCredentials } = await import('./probes/credentials.ts');
  return probeCredentials(loading, seen, variables, waits);
}

const NOBODY_ASKED = { host: null, asks: null, addresses: [], errorName: null, code: null, status: null } as const;

const FROM_ENVIRONMENT = { source: 'environment', outcome: 'loaded', ...NOBODY_ASKED, tookMs: 0 } as const;
