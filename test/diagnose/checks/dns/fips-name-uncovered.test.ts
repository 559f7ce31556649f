import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/dns/fips-name-uncovered.ts';
import { judged } from '../../../../lib/diagnose/judge.ts';
import { seen, unseen } from '../../../../lib/model/observation.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, endpoint } from '../../../support/configuration.ts';
import {
  ENI_A,
  ENI_B,
  environment,
  factsOf,
  PUBLIC,
  query,
  resolvesNot,
  resolvesTo,
  silentTcp,
  target,
  tcp,
  tls,
  world,
} from '../../../support/world.ts';

const FIPS = 'secretsmanager-fips.us-east-1.amazonaws.com';
const flag = environment({ usesFips: true });
const asked = (change: Parameters<typeof world>[0] = {}) =>
  world({ environment: flag, target: target({ host: FIPS }), ...change });
const NAMELESS = { ...target().endpoint, dnsNames: [] };
const PUBLIC_ANSWER = {
  serviceDns: resolvesTo([PUBLIC], { host: FIPS }),
  tcp: [tcp(PUBLIC)],
  tls: [tls(PUBLIC)],
};
const ABSENT = {
  serviceDns: {
    ...resolvesNot({ outcome: 'name-not-found', code: 'ENOTFOUND' }, { outcome: 'name-not-found', code: 'ENOTFOUND' }),
    host: FIPS,
  },
};

checkTable(check, {
  silent: [
    {
      when: 'the ordinary name leads astray, without the flag',
      world: world({ serviceDns: resolvesTo([PUBLIC]), tcp: [tcp(PUBLIC)], tls: [tls(PUBLIC)] }),
    },
  ],
  nearMiss: [
    { when: 'the FIPS name leads to the endpoint', world: asked() },
    {
      when: 'the SDK does not heed the flag as it is spelled, and calls the ordinary name',
      world: asked({ ...PUBLIC_ANSWER, target: target(), serviceDns: resolvesTo([PUBLIC]) }),
    },
    {
      when: 'EC2 says that the endpoint is one of the FIPS service',
      world: {
        ...asked({ ...PUBLIC_ANSWER, target: target({ host: FIPS, region: 'us-east-1', endpoint: NAMELESS }) }),
        vpcEndpoints: seen([endpoint({ ServiceName: 'com.amazonaws.us-east-1.secretsmanager-fips' })], 1),
      },
    },
    {
      when: 'the endpoint is one of the FIPS service, and its private DNS is at fault',
      world: asked({
        ...PUBLIC_ANSWER,
        target: target({
          host: FIPS,
          endpoint: {
            ...target().endpoint,
            dnsNames: ['vpce-0abc-1.secretsmanager-fips.us-east-1.vpce.amazonaws.com'],
          },
        }),
      }),
    },
  ],
  reporting: [
    {
      when: 'the FIPS name is public',
      world: asked(PUBLIC_ANSWER),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['AWS_USE_FIPS_ENDPOINT', FIPS, PUBLIC],
    },
    {
      when: 'the FIPS name does not exist in this Region',
      world: asked(ABSENT),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [FIPS, "doesn't exist"],
    },
  ],
});

test('what the endpoint shows under a name that is not its own follows from it, and so does a public answer that is silent', () => {
  const observations = configured({
    environment: flag,
    target: target({ host: FIPS }),
    serviceDns: resolvesTo([PUBLIC], { host: FIPS }),
    tcp: [tcp(ENI_A), tcp(ENI_B), silentTcp(PUBLIC)],
    tls: [tls(ENI_A, { outcome: 'wrong-host' }), tls(ENI_B, { outcome: 'wrong-host' })],
    secret: unseen('skipped', 'no address completed verified TLS'),
    endpointService: null,
    vpcResolverDns: { queries: [query({ name: FIPS, server: '169.254.169.253', addresses: [PUBLIC] })] },
  });
  const [run] = judged(factsOf(observations));
  expect(run?.analysis.causes.map(({ code }) => code)).toEqual(['dns/fips-name-uncovered']);
  expect(run?.analysis.causes[0]?.accountsFor.map(({ code }) => code).toSorted()).toEqual([
    'dns/public-answer',
    'endpoint/wrong-service',
    'path/packets-dropped',
    'tls/wrong-host',
  ]);
});
