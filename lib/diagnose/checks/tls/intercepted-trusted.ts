import { defineCheck } from '../../../model/check.ts';
import { issuedByAmazon, issuerOf } from '../support/handshake-check.ts';
import { attemptsOn, describePaths } from '../support/paths.ts';

/**
 * An appliance on the path ends TLS with a certificate of an authority that this host was told to trust. Everything works, and
 * the appliance reads every secret that passes. AWS's own endpoints show certificates of Amazon's authority; this is
 * not confirmed outside the partition aws, and is judged there alone.
 */
export default defineCheck({
  code: 'tls/intercepted-trusted',
  title: 'Something on the path ends TLS, and this host trusts it',
  healthy: "TLS ends at Amazon's own certificate",
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
        summary: `TLS to ${describePaths(ended.map(({ path }) => path))} was verified with a certificate issued by ${issuerOf(first.attempt)}, not by Amazon: whoever holds that authority reads the secrets that pass.`,
        severity: 'degrading',
        on: ended.length === carrying.length ? 'all' : ended.map(({ path }) => path.id),
        explains: ['config/block-page'],
        resources: ended.map(({ path }) => path.networkInterfaceId ?? path.address),
        evidence: ended.map(({ attempt, at }) => ({
          fact: 'tls',
          path: `[${at}].certificate.issuer`,
          shows: `${attempt.address}: ${issuerOf(attempt)}`,
        })),
        fixes: [{ say: `Exempt ${target.host} from TLS inspection` }],
      },
    ];
  },
});
