import { defineCheck } from '../../../model/check.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { callerOnly } from '../support/caller.ts';

/**
 * NODE_TLS_REJECT_UNAUTHORIZED=0 makes every Node program that doesn't override it accept any certificate: a program here would
 * send its signed request, and receive the secret, through any interceptor. This run verifies all the same.
 * Source: Node.js documentation, command-line options.
 */
export default defineCheck({
  code: 'tls/verify-disabled',
  title: 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off certificate verification',
  healthy: "the environment doesn't turn off certificate verification",
  needs: ['environment', 'target'],
  evaluate({ environment, target }) {
    if (environment.verifiesCertificates) return 'ok';
    return [
      {
        summary:
          'NODE_TLS_REJECT_UNAUTHORIZED is 0: Node programs with this environment accept any certificate. This run verified certificates anyway.',
        severity: 'advisory',
        on: callerOnly({ target }),
        resources: ['NODE_TLS_REJECT_UNAUTHORIZED'],
        evidence: [{ fact: 'environment', path: 'verifiesCertificates', shows: 'NODE_TLS_REJECT_UNAUTHORIZED: 0' }],
        steps: [
          changeEnvironment(
            'Unset NODE_TLS_REJECT_UNAUTHORIZED; if you need your own CA, name its file in NODE_EXTRA_CA_CERTS',
          ),
        ],
      },
    ];
  },
});
