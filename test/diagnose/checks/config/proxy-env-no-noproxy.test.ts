import check from '../../../../lib/diagnose/checks/config/proxy-env-no-noproxy.ts';
import { checkTable } from '../../../support/check-table.ts';
import { environment, HOST, target, world } from '../../../support/world.ts';

const behind = (...noProxy: string[]) =>
  environment({ proxies: [{ variable: 'HTTPS_PROXY', host: 'proxy.corp:3128' }], noProxy });

checkTable(check, {
  silent: [
    { when: 'NO_PROXY stands without a proxy', world: world({ environment: environment({ noProxy: ['localhost'] }) }) },
  ],
  nearMiss: [HOST, '.amazonaws.com', 'amazonaws.com', '*.amazonaws.com', '*', `${HOST}:443`, HOST.toUpperCase()].map(
    (entry) => ({
      when: `NO_PROXY holds ${entry}`,
      world: world({ environment: behind('localhost', entry) }),
    }),
  ),
  reporting: [
    {
      when: 'nothing excepts the service',
      world: world({
        environment: behind('localhost', '169.254.169.254', '.corp'),
        target: target({ identity: 'workload' }),
      }),
      problems: [{ severity: 'advisory', on: 'all' }],
      says: ['HTTPS_PROXY', 'proxy.corp:3128', HOST],
    },
    {
      when: 'an entry is only the end of a word',
      world: world({ environment: behind('ws.com') }),
      problems: [{ severity: 'advisory', on: 'verifier' }],
      says: [HOST],
    },
    {
      when: 'an entry is empty',
      world: world({ environment: behind('.') }),
      problems: [{ severity: 'advisory' }],
      says: [HOST],
    },
  ],
});
