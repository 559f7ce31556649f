import { defineCheck } from '../../../model/check.ts';
import { changeAppliance, changeEnvironment } from '../../steps/elsewhere.ts';
import { attemptsOn, describePaths, severityOn } from '../support/paths.ts';

const CUT: ReadonlySet<string> = new Set(['reset', 'closed']);

/**
 * A firewall or proxy on the path cuts connections whose ClientHello doesn't fit into one packet, as one with a post-quantum key share
 * (X25519MLKEM768) doesn't: OpenSSL 3.5, Node.js 24 and the Secrets Manager Agent send it by default. The service understands it, and
 * an endpoint passes it on. A small one that meets an alert, and a usual one without that share that completes, prove it.
 * Source: RFC 9794; Secrets Manager User Guide, "Post-quantum TLS".
 */
export default defineCheck({
  code: 'tls/large-hello-refused',
  title: 'A ClientHello of more than one packet is refused, and a smaller one is answered',
  healthy: 'no TLS handshake is cut because of the size of its ClientHello',
  needs: ['paths', 'tls'],
  evaluate({ paths, tls }) {
    const cut = attemptsOn(tls, paths, ({ outcome }) => CUT.has(outcome));
    const refused = cut.filter(({ attempt }) => attempt.classicHello === 'verified');
    const open = cut.filter(({ attempt }) => attempt.classicHello !== null && UNCLEAR.has(attempt.classicHello));
    if (refused.length === 0 && open.length > 0)
      return {
        undecided: `the probe with a ClientHello of one packet to ${describePaths(open.map(({ path }) => path))} had no clear result`,
      };
    if (refused.length === 0) return tls.every(({ outcome }) => outcome === 'not-connected') ? 'not-applicable' : 'ok';
    const where = refused.map(({ path }) => path);
    return [
      {
        summary: `${describePaths(where)} cut the connection twice at a ClientHello of more than one packet (with a post-quantum key share), and completed TLS with X25519 alone: something on the path refuses that size.`,
        severity: severityOn(paths),
        on: where.map((path) => path.id),
        explains: ['tls/rst', 'tls/fin'],
        resources: where.map((path) => path.networkInterfaceId ?? path.address),
        evidence: refused.flatMap(({ attempt, at }) => [
          {
            fact: 'tls',
            path: `[${at}].outcome`,
            shows: `${attempt.address}: ${attempt.outcome} after a large ClientHello`,
          } as const,
          {
            fact: 'tls',
            path: `[${at}].classicHello`,
            shows: `${attempt.address}: verified with X25519 alone`,
          } as const,
        ]),
        steps: [
          changeAppliance('Let the firewall or proxy on the path accept a ClientHello that spans several packets'),
        ],
        alternatives: [
          changeEnvironment(
            "Until then, have the workload offer X25519 without the post-quantum share: Groups = X25519:P-256 in its OpenSSL configuration, or ecdhCurve: 'X25519' in Node.js",
          ),
        ],
      },
    ];
  },
});

const UNCLEAR: ReadonlySet<string> = new Set(['silent', 'unfinished']);
