import { defineCheck, type Known } from '../../../model/check.ts';
import type { Path } from '../../../model/path.ts';
import type { Evidence } from '../../../model/problem.ts';
import { isConnectionLost } from '../support/connection-lost.ts';
import { describePaths, listOf } from '../support/paths.ts';

/**
 * Every probe brings a connection of its own. Where one got through and a later one to the same address did not get as far, what
 * is between loses some: flows that are dropped once they are known, a table or balancer that forgets, a peer that stops, loss.
 * Seen once it is no block: it degrades, and what it keeps from being read stays unproven.
 */
export default defineCheck({
  code: 'path/intermittent',
  title: 'An address takes one connection and fails the next',
  healthy: 'later connections get as far as the first',
  needs: ['paths', 'tls'],
  wants: ['http', 'secret'],
  evaluate({ paths, tls, http = [], secret }) {
    const failed = [...afterTcp(paths, tls), ...afterTls(paths, tls, http), ...afterVerified(paths, secret)];
    if (failed.length === 0) return 'ok';
    const where = paths.filter((path) => failed.some((one) => one.paths.includes(path)));
    const steps = [...new Set(failed.map((one) => one.step))];
    return [
      {
        summary: `${describePaths(where)} took one connection and failed a later one: ${listOf(steps)}.`,
        severity: 'degrading',
        on: where.map((path) => path.id),
        resources: where.map((path) => path.networkInterfaceId ?? path.address),
        evidence: failed.map((one) => one.evidence),
        candidates: [
          {
            cause: 'nacl/partial-ephemeral',
            why: "a network ACL lets replies pass to a part of the client's ports only",
          },
          {
            cause: 'route/asymmetric',
            why: 'an appliance on the way sees one direction alone, and drops what it does not know',
          },
          { cause: 'route/firewall', why: 'a firewall on the way ends flows after their first packets' },
          { cause: 'endpoint/packets-dropped', why: 'the endpoint drops or resets at its load' },
        ],
        wouldDecide:
          'several more runs, and the PacketsDropped and RstPacketsReceived metrics of AWS/PrivateLinkEndpoints',
        fixes: [{ say: 'Run this again a few times; if it stays, look at network ACLs and at appliances on the way' }],
      },
    ];
  },
});

interface Failed {
  readonly paths: readonly Path[];
  readonly step: string;
  readonly evidence: Evidence;
}

const shown = (address: string, { code }: { readonly code: string | null }, outcome: string): string =>
  `${address}: ${outcome}${code === null ? '' : ` (${code})`}`;

const afterTcp = (paths: readonly Path[], tls: Known['tls']): readonly Failed[] =>
  tls.flatMap((attempt, at) => {
    const path = paths.find((one) => one.address === attempt.address);
    if (path?.tcp !== 'open' || attempt.outcome !== 'not-connected') return [];
    const evidence = {
      fact: 'tls',
      path: `[${at}].outcome`,
      shows: shown(path.address, attempt, attempt.outcome),
    } as const;
    return [{ paths: [path], step: 'TCP opened, and not again for TLS', evidence }];
  });

const afterTls = (paths: readonly Path[], tls: Known['tls'], http: Known['http']): readonly Failed[] =>
  http.flatMap((attempt, at) => {
    const path = paths.find((one) => one.address === attempt.address);
    const before = tls.find((one) => one.address === attempt.address);
    if (!path || before?.outcome !== 'verified' || attempt.outcome !== 'not-connected') return [];
    const evidence = {
      fact: 'http',
      path: `[${at}].outcome`,
      shows: shown(path.address, attempt, attempt.outcome),
    } as const;
    return [{ paths: [path], step: 'TLS completed, and not again for HTTP', evidence }];
  });

/** The call goes to the first address that completed TLS; which one that was, only its own TLS would tell. */
function afterVerified(paths: readonly Path[], secret: Known['secret'] | undefined): readonly Failed[] {
  const verified = paths.filter((path) => path.carries && path.tls === 'verified');
  if (!secret || !isConnectionLost(secret) || verified.length === 0) return [];
  const evidence = {
    fact: 'secret',
    path: 'outcome',
    shows: shown('GetSecretValue', { code: secret.errorCode }, secret.outcome),
  } as const;
  return [{ paths: verified, step: 'TLS completed, and not again for GetSecretValue', evidence }];
}
