import { defineCheck } from '../../../model/check.ts';
import { listOf } from '../../../words/list-of.ts';
import { attemptsOn, describePaths, secondsOf, severityOn } from '../support/paths.ts';

/**
 * Packets above some size are lost without a word: a tunnel, VPN or appliance on the path carries less than both ends believe, and
 * an endpoint takes no part in path MTU discovery. TCP opens, since its packets are small; a ClientHello of today's size, or the
 * certificate, never arrives. A ClientHello that is small and must be refused shows it: its alert is small too, and comes back.
 * Source: PrivateLink guide, "Considerations for interface endpoints", MTU.
 */
export default defineCheck({
  code: 'endpoint/mtu',
  title: 'Large packets between here and the endpoint are lost',
  healthy: 'no handshake hangs by its size',
  needs: ['paths', 'tls'],
  wants: ['secret'],
  evaluate({ paths, tls, secret }) {
    const silent = attemptsOn(tls, paths, (attempt) => attempt.outcome === 'silent');
    const lost = silent.filter(({ attempt }) => attempt.smallHello === 'alert');
    const where = lost.map(({ path }) => path);
    const open = silent.filter(({ attempt }) => attempt.smallHello !== 'alert' && attempt.smallHello !== 'silent');
    if (lost.length === 0 && open.length > 0)
      return {
        undecided: `whether a small ClientHello is answered by ${listOf(open.map(({ path }) => path.address))} was not seen`,
      };
    // The largest answers come after TLS, and what carried the certificate may still lose those.
    if (lost.length === 0 && secret?.outcome === 'silent')
      return { undecided: 'TLS was answered and the request was not; how large a packet may be was not tried' };
    if (lost.length === 0) return tls.every(({ outcome }) => outcome === 'not-connected') ? 'not-applicable' : 'ok';
    return [
      {
        summary: `${describePaths(where)} refused a small ClientHello with an alert, and did not answer one of the usual size in ${secondsOf(Math.max(...lost.map(({ attempt }) => attempt.tookMs)))}: large packets are lost on the path there or back.`,
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
            cause: 'endpoint/mtu',
            why: 'a tunnel, VPN or peering on the path carries smaller packets than both ends send',
          },
          {
            cause: 'route/firewall',
            why: 'a firewall on the path does not take a ClientHello of more than one packet, or answers TLS itself',
          },
        ],
        wouldDecide: 'whether the same call works with a smaller MTU on this host, for example 1200',
        fixes: [
          {
            say: 'Clamp the MSS of TCP on the tunnel or appliance to what it inDnsAnswer, or lower the MTU of this host',
          },
        ],
      },
    ];
  },
});
