import check from '../../../../lib/diagnose/checks/tls/ca-env-bad.ts';
import { checkTable } from '../../../support/check-table.ts';
import { environment, target, tlsWithBoth, world } from '../../../support/world.ts';

const missing = environment({ extraAuthorities: { file: '/etc/pki/corp.pem', isReadable: false } });

checkTable(check, {
  silent: [
    {
      when: 'a certificate is not trusted, and no file was named',
      world: world({ tls: tlsWithBoth({ outcome: 'untrusted', code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
    },
  ],
  nearMiss: [
    {
      when: 'the file is there',
      world: world({ environment: environment({ extraAuthorities: { file: '/etc/pki/corp.pem', isReadable: true } }) }),
    },
  ],
  reporting: [
    {
      when: 'every certificate is trusted without it',
      world: world({ environment: missing, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'advisory', on: 'all' }],
      says: ['/etc/pki/corp.pem'],
    },
    {
      when: 'a certificate is not trusted, perhaps for want of it',
      world: world({
        environment: missing,
        tls: tlsWithBoth({ outcome: 'untrusted', code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
        target: target({ identity: 'workload' }),
      }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['/etc/pki/corp.pem', 'not trusted'],
    },
  ],
});
