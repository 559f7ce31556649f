import { defineCheck } from '../../../model/check.ts';
import { changeAppliance } from '../../steps/elsewhere.ts';
import { issuedByAmazon, issuerOf } from '../support/handshake-check.ts';
import { attemptsOn, describePaths } from '../support/paths.ts';

/**
 * A proxy in the path ends TLS with a certificate from a CA that this host trusts. Everything works, and the proxy can read every
 * secret that passes. AWS's own endpoints show certificates from Amazon's CA; outside the partition aws this isn't confirmed, so
 * the check applies only there.
 */
export default defineCheck({
  code: 'tls/intercepted-trusted',
  title: 'A proxy that this host trusts is intercepting TLS',
  healthy: "every trusted certificate is Amazon's own",
  needs: ['tls', 'paths', 'target'],
  evaluate({ tls, paths, target }) {
    if (!target.host.endsWith('.amazonaws.com') || target.region.startsWith('us-gov-')) return 'not-applicable';
    const carrying = paths.filter((path) => path.inDnsAnswer);
    const ended = attemptsOn(
      tls,
      carrying,
      (attempt) => attempt.outcome === 'verified' && attempt.certificate !== null && !issuedByAmazon(attempt),
    );
    const [first] = ended;
    if (!first) return 'ok';
    return [
      {
        summary: `TLS to ${describePaths(ended.map(({ path }) => path))} was verified with a certificate issued by ${issuerOf(first.attempt)}, not by Amazon: the proxy that shows it can read every secret that passes.`,
        severity: 'degrading',
        on: ended.length === carrying.length ? 'all' : ended.map(({ path }) => path.id),
        explains: ['config/block-page'],
        resources: ended.map(({ path }) => path.networkInterfaceId ?? path.address),
        evidence: ended.map(({ attempt, at }) => ({
          fact: 'tls',
          path: `[${at}].certificate.issuer`,
          shows: `${attempt.address}: ${issuerOf(attempt)}`,
        })),
        steps: [changeAppliance(`Exempt ${target.host} from TLS inspection`)],
      },
    ];
  },
});
