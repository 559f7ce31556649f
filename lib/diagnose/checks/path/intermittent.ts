import { defineCheck } from '../../../model/check.ts';
import { SERVICE } from '../../../services/index.ts';
import { isConnectionLost } from '../support/connection-lost.ts';
import { describePaths } from '../support/paths.ts';

/**
 * The call brings a connection of its own, to an address that has just completed TLS with another. Where that one does not get
 * as far, what is between loses some: flows that are dropped once they are known, a table or balancer that forgets, a peer that
 * stops, loss. Seen once it is no block: it degrades, and what it keeps from being read stays unproven.
 */
export default defineCheck({
  code: 'path/intermittent',
  title: 'An address takes one connection and fails the next',
  healthy: 'later connections get as far as the first',
  needs: ['paths', 'tls'],
  wants: ['secret'],
  evaluate({ paths, secret }) {
    // Which of the addresses that completed TLS it went to, only its own TLS would tell.
    const verified = paths.filter((path) => path.inDnsAnswer && path.tls === 'verified');
    if (!secret || !isConnectionLost(secret) || verified.length === 0) return 'ok';
    const code = secret.errorCode === null ? '' : ` (${secret.errorCode})`;
    return [
      {
        summary: `${describePaths(verified)} took one connection and failed a later one: TLS completed, and not again for ${SERVICE.operation}.`,
        severity: 'degrading',
        on: verified.map((path) => path.id),
        resources: verified.map((path) => path.networkInterfaceId ?? path.address),
        evidence: [{ fact: 'secret', path: 'outcome', shows: `${SERVICE.operation}: ${secret.outcome}${code}` }],
        candidates: [
          {
            cause: 'nacl/partial-ephemeral',
            why: "a network ACL lets replies pass to a part of the client's ports only",
          },
          {
            cause: 'route/asymmetric',
            why: 'an appliance on the path sees one direction alone, and drops what it does not know',
          },
          { cause: 'route/firewall', why: 'a firewall on the path ends flows after their first packets' },
          { cause: 'endpoint/packets-dropped', why: 'the endpoint drops or resets at its load' },
        ],
        wouldDecide:
          'several more runs, and the PacketsDropped and RstPacketsReceived metrics of AWS/PrivateLinkEndpoints',
        fixes: [{ say: 'Run this again a few times; if it stays, look at network ACLs and at appliances on the path' }],
      },
    ];
  },
});
