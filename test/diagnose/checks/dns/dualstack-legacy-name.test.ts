import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/dns/dualstack-legacy-name.ts';
import { judged } from '../../../../lib/diagnose/judge.ts';
import { checkTable } from '../../../support/check-table.ts';
import { environment, factsOf, target, world } from '../../../support/world.ts';

const flag = environment({ usesDualStack: true });
const calling = (host: string) => world({ environment: flag, target: target({ host }) });

checkTable(check, {
  silent: [{ when: 'the other flag is set', world: world({ environment: environment({ usesFips: true }) }) }],
  nearMiss: [
    {
      when: 'SDKs refuse the flag beside a URL',
      world: world({
        environment: environment({
          usesDualStack: true,
          endpointUrls: [{ variable: 'AWS_ENDPOINT_URL', host: 'secrets.corp.example' }],
        }),
      }),
    },
    {
      when: 'the partition has a dual-stack name of its own',
      world: calling('secretsmanager.eusc-de-east-1.api.amazonwebservices.eu'),
    },
    { when: 'the partition is one of those apart', world: calling('secretsmanager.us-iso-east-1.c2s.ic.gov') },
  ],
  reporting: [
    {
      when: "the workload's own environment has the flag",
      world: world({ environment: flag, target: target({ identity: 'workload' }) }),
      problems: [
        {
          severity: 'advisory',
          on: 'all',
          evidence: [{ fact: 'environment', path: 'usesDualStack', shows: 'AWS_USE_DUALSTACK_ENDPOINT: true' }],
        },
      ],
      says: [
        'secretsmanager.eu-west-2.api.aws, which',
        'secretsmanager.eu-west-2.amazonaws.com is the dual-stack name',
      ],
    },
    {
      when: "it is the verifier's environment",
      world: world({ environment: flag }),
      problems: [{ severity: 'advisory', on: 'verifier' }],
      says: ['AWS_USE_DUALSTACK_ENDPOINT is true'],
    },
    {
      when: 'the Region is in China',
      world: calling('secretsmanager.cn-north-1.amazonaws.com.cn'),
      problems: [{ severity: 'advisory' }],
      says: ['secretsmanager.cn-north-1.api.amazonwebservices.com.cn, which'],
    },
    {
      when: 'the Region is one of GovCloud',
      world: calling('secretsmanager.us-gov-west-1.amazonaws.com'),
      problems: [{ severity: 'advisory' }],
      says: ['secretsmanager.us-gov-west-1.api.aws, which'],
    },
  ],
});

test('a run that has read the secret stays connected', () => {
  const [run] = judged(factsOf(world({ environment: flag })));
  expect(run?.verdict).toBe('connected');
  expect(run?.analysis.causes.map(({ code, severity }) => [code, severity])).toEqual([
    ['dns/dualstack-legacy-name', 'advisory'],
  ]);
});
