import { defineCheck } from '../../../model/check.ts';
import { callerOnly, harmToCaller } from '../support/caller.ts';

/**
 * Node reads NODE_EXTRA_CA_CERTS once, when it starts. A file that is not there costs a warning on stderr and nothing else:
 * the authority that somebody meant to trust is then not trusted.
 * Source: Node.js documentation, command-line options.
 */
export default defineCheck({
  code: 'tls/ca-env-bad',
  title: 'The file of extra CA certificates cannot be read',
  healthy: 'no file of extra CA certificates is missing',
  needs: ['environment', 'target'],
  wants: ['tls'],
  evaluate({ environment: { extraAuthorities }, target, tls = [] }) {
    if (extraAuthorities === null || extraAuthorities.isReadable) return 'ok';
    const untrusted = tls.some((attempt) => attempt.outcome === 'untrusted' || attempt.outcome === 'self-signed');
    const more = untrusted ? ', and a certificate was not trusted' : '';
    return [
      {
        summary: `NODE_EXTRA_CA_CERTS names ${extraAuthorities.file}, which cannot be read: what it holds is not trusted here${more}.`,
        severity: untrusted ? harmToCaller({ target }) : 'advisory',
        on: callerOnly({ target }),
        resources: ['NODE_EXTRA_CA_CERTS'],
        evidence: [
          { fact: 'environment', path: 'extraAuthorities.file', shows: `${extraAuthorities.file}: not readable` },
        ],
        fixes: [
          {
            say: `Put the CA certificates at ${extraAuthorities.file}, readable for this user, or unset NODE_EXTRA_CA_CERTS`,
          },
        ],
      },
    ];
  },
});
