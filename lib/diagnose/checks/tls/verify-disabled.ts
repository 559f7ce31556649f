import { defineCheck } from '../../../model/check.ts';
import { callerOnly } from '../support/caller.ts';

/**
 * NODE_TLS_REJECT_UNAUTHORIZED=0 makes every Node program that does not say otherwise accept any certificate, whoever shows
 * it: a program here would hand its signed request, and get the secret, through anybody. This run verifies all the same.
 * Source: Node.js documentation, command-line options.
 */
export default defineCheck({
  code: 'tls/verify-disabled',
  title: 'The environment turns off the verification of certificates',
  healthy: 'certificates are verified',
  needs: ['environment', 'target'],
  evaluate({ environment, target }) {
    if (environment.verifiesCertificates) return 'ok';
    return [
      {
        summary:
          'NODE_TLS_REJECT_UNAUTHORIZED is 0: Node programs with this environment accept any certificate. This run verified all the same.',
        severity: 'advisory',
        on: callerOnly({ target }),
        resources: ['NODE_TLS_REJECT_UNAUTHORIZED'],
        evidence: [{ fact: 'environment', path: 'verifiesCertificates', shows: 'NODE_TLS_REJECT_UNAUTHORIZED: 0' }],
        fixes: [
          {
            say: 'Unset NODE_TLS_REJECT_UNAUTHORIZED; where a CA of your own is needed, name it in NODE_EXTRA_CA_CERTS',
          },
        ],
      },
    ];
  },
});
