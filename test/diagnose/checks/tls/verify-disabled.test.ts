import check from '../../../../lib/diagnose/checks/tls/verify-disabled.ts';
import { checkTable } from '../../../support/check-table.ts';
import { environment, target, world } from '../../../support/world.ts';

const off = environment({ verifiesCertificates: false });

checkTable(check, {
  silent: [
    {
      when: 'a proxy is set',
      world: world({ environment: environment({ proxies: [{ variable: 'HTTPS_PROXY', host: 'p:1' }] }) }),
    },
  ],
  nearMiss: [
    {
      when: "an authority of one's own is trusted",
      world: world({ environment: environment({ extraAuthorities: { file: '/etc/ca.pem', isReadable: true } }) }),
    },
  ],
  reporting: [
    {
      when: 'the workload verifies nothing',
      world: world({ environment: off, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'advisory', on: 'all' }],
      says: ['NODE_TLS_REJECT_UNAUTHORIZED', 'This run verified'],
    },
    {
      when: 'the verifier alone does',
      world: world({ environment: off }),
      problems: [{ severity: 'advisory', on: 'verifier' }],
      says: ['any certificate'],
    },
  ],
});
