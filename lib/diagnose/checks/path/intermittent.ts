import { defineCheck } from '../../../model/check.ts';
import { SERVICE } from '../../../services/index.ts';
import { lookAgain, lookAt } from '../../looks.ts';
import { isConnectionLost } from '../support/connection-lost.ts';
import { describePaths } from '../support/paths.ts';

/**
 * The call opens a connection of its own, to an address that has just completed TLS on another. If that one doesn't get as far,
 * something in between loses connections: flows that are dropped once they are known, a table or balancer that forgets, a peer
 * that stops, loss. Seen once it proves no block: it degrades, and a secret that it keeps from being read stays unproven.
 */
export default defineCheck({
  code: 'path/intermittent',
  title: 'An address accepts one connection and fails the next',
  healthy: 'later connections get as far as the first',
  needs: ['paths', 'tls'],
  wants: ['secret'],
  evaluate({ paths, secret }) {
    // Only its own TLS would show which of the addresses it went to.
    const verified = paths.filter((path) => path.inDnsAnswer && path.tls === 'verified');
    if (!secret || !isConnectionLost(secret) || verified.length === 0) return 'ok';
    const code = secret.errorCode === null ? '' : ` (${secret.errorCode})`;
    return [
      {
        summary: `TLS to ${describePaths(verified)} completed, but a later connection, for ${SERVICE.operation}, failed before its own TLS did.`,
        severity: 'degrading',
        on: verified.map((path) => path.id),
        resources: verified.map((path) => path.networkInterfaceId ?? path.address),
        evidence: [{ fact: 'secret', path: 'outcome', shows: `${SERVICE.operation}: ${secret.outcome}${code}` }],
        candidates: [
          {
            cause: 'nacl/partial-ephemeral',
            why: "a network ACL allows replies to only some of the client's ports",
          },
          {
            cause: 'route/asymmetric',
            why: "an appliance in the path sees only one direction, and drops flows it doesn't know",
          },
          { cause: 'route/firewall', why: 'a firewall in the path ends flows after their first packets' },
          { cause: 'endpoint/packets-dropped', why: 'the endpoint drops or resets connections under load' },
        ],
        steps: [],
        looks: [
          lookAgain('Run this again a few times'),
          lookAt(
            'Check network ACLs and firewalls in the path, and the PacketsDropped and RstPacketsReceived metrics in AWS/PrivateLinkEndpoints',
          ),
        ],
      },
    ];
  },
});
