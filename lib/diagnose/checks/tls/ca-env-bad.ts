import { defineCheck } from '../../../model/check.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { callerOnly, harmToCaller } from '../support/caller.ts';

/**
 * Node reads NODE_EXTRA_CA_CERTS once, when it starts. If the file can't be read, it prints a warning on stderr and carries on
 * without the CA certificates in it.
 * Source: Node.js documentation, command-line options.
 */
export default defineCheck({
  code: 'tls/ca-env-bad',
  title: "NODE_EXTRA_CA_CERTS points to a file that can't be read",
  healthy: 'NODE_EXTRA_CA_CERTS is unset or names a readable file',
  needs: ['environment', 'target'],
  wants: ['tls'],
  evaluate({ environment: { extraAuthorities }, target, tls = [] }) {
    if (extraAuthorities === null || extraAuthorities.isReadable) return 'ok';
    const untrusted = tls.some((attempt) => attempt.outcome === 'untrusted' || attempt.outcome === 'self-signed');
    const more = untrusted ? '; a certificate was not trusted, perhaps for lack of them' : '';
    return [
      {
        summary: `NODE_EXTRA_CA_CERTS points to ${extraAuthorities.file}, which can't be read, so its CA certificates aren't trusted here${more}.`,
        severity: untrusted ? harmToCaller({ target }) : 'advisory',
        on: callerOnly({ target }),
        resources: ['NODE_EXTRA_CA_CERTS'],
        evidence: [
          { fact: 'environment', path: 'extraAuthorities.file', shows: `${extraAuthorities.file}: not readable` },
        ],
        steps: [
          changeEnvironment(
            `Put the CA certificates into ${extraAuthorities.file}, readable by this user, or unset NODE_EXTRA_CA_CERTS`,
          ),
        ],
      },
    ];
  },
});
