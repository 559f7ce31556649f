import { defineCheck } from '../../../model/check.ts';
import { listOf } from '../../../words/list-of.ts';
import { lookAt } from '../../looks.ts';
import { changeHost } from '../../steps/elsewhere.ts';
import { attemptsOn, describePaths, secondsOf, severityOn } from '../support/paths.ts';

/**
 * Packets above some size are lost silently: a tunnel, VPN or appliance in the path carries less than both ends believe, and an
 * endpoint takes no part in path MTU discovery. TCP opens, since its packets are small; a ClientHello of today's size, or the
 * certificate, never arrives. A small ClientHello that must be refused proves it: its alert is small too, and comes back.
 * Source: PrivateLink guide, "Considerations for interface endpoints", MTU.
 */
export default defineCheck({
  code: 'endpoint/mtu',
  title: 'Large packets between the client and the endpoint are lost',
  healthy: 'no TLS handshake hangs because of packet size',
  needs: ['paths', 'tls'],
  wants: ['secret'],
  evaluate({ paths, tls, secret }) {
    const silent = attemptsOn(tls, paths, (attempt) => attempt.outcome === 'silent');
    const lost = silent.filter(({ attempt }) => attempt.smallHello === 'alert');
    const where = lost.map(({ path }) => path);
    const open = silent.filter(({ attempt }) => attempt.smallHello !== 'alert' && attempt.smallHello !== 'silent');
    if (lost.length === 0 && open.length > 0)
      return {
        undecided: `the probe with a small ClientHello to ${listOf(open.map(({ path }) => path.address))} had no clear result`,
      };
    // The largest answers come after TLS, and what carried the certificate may still lose those.
    if (lost.length === 0 && secret?.outcome === 'silent')
      return { undecided: "TLS was answered but the request wasn't; larger packets than those of TLS were not tried" };
    if (lost.length === 0) return tls.every(({ outcome }) => outcome === 'not-connected') ? 'not-applicable' : 'ok';
    return [
      {
        summary: `${describePaths(where)} answered a small ClientHello with an alert, but not one of the usual size within ${secondsOf(Math.max(...lost.map(({ attempt }) => attempt.tookMs)))}: large packets are lost on the path there or back.`,
        severity: severityOn(paths),
        on: where.map((path) => path.id),
        explains: ['tls/silent'],
        resources: where.map((path) => path.networkInterfaceId ?? path.address),
        evidence: lost.flatMap(({ attempt, at }) => [
          { fact: 'tls', path: `[${at}].outcome`, shows: `${attempt.address}: ${attempt.outcome}` } as const,
          {
            fact: 'tls',
            path: `[${at}].smallHello`,
            shows: `${attempt.address}: alert to a small ClientHello`,
          } as const,
        ]),
        candidates: [
          {
            cause: 'route/firewall',
            why: "a firewall in the path doesn't accept a ClientHello that spans several packets, or answers TLS itself",
          },
        ],
        steps: [
          {
            say: 'Clamp the TCP MSS on the tunnel or firewall to what it can carry',
            affects: 'appliance',
            undo: 'Remove the clamp',
            permissions: [],
            effect: 'opens',
          },
        ],
        alternatives: [changeHost('Lower the MTU of this host', 'Restore the earlier MTU')],
        looks: [lookAt('Try the same call with a smaller MTU on this host, for example 1200', 'workload')],
      },
    ];
  },
});
