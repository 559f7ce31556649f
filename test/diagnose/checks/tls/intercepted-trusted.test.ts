import check from '../../../../lib/diagnose/checks/tls/intercepted-trusted.ts';
import { checkTable } from '../../../support/check-table.ts';
import { CERTIFICATE, ENI_A, ENI_B, target, tls, tlsWithBoth, world } from '../../../support/world.ts';

const CORP = { ...CERTIFICATE, issuer: 'O=Example Corp, CN=Inspection CA', issuerOrganization: 'Example Corp' };

checkTable(check, {
  silent: [
    {
      when: 'the certificate is not trusted, which has checks of its own',
      world: world({ tls: tlsWithBoth({ outcome: 'untrusted', certificate: CORP }) }),
    },
  ],
  nearMiss: [
    { when: 'the certificate could not be read', world: world({ tls: tlsWithBoth({ certificate: null }) }) },
    {
      when: 'it is GovCloud, whose authorities are not known here',
      world: world({
        target: target({ region: 'us-gov-west-1', host: 'secretsmanager.us-gov-west-1.amazonaws.com' }),
        tls: tlsWithBoth({ certificate: CORP }),
      }),
    },
    {
      when: 'it is another partition, whose authorities are not known here',
      world: world({
        target: target({ host: 'secretsmanager.cn-north-1.amazonaws.com.cn' }),
        tls: tlsWithBoth({ certificate: CORP }),
      }),
    },
  ],
  reporting: [
    {
      when: 'every address shows another authority, and it is trusted',
      world: world({ tls: tlsWithBoth({ certificate: CORP }) }),
      problems: [{ severity: 'degrading', on: 'all', explains: ['config/block-page'] }],
      says: ['Inspection CA', ENI_A, ENI_B],
    },
    {
      when: 'one address does',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, { certificate: CORP })] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B, 'not by Amazon'],
    },
  ],
});
