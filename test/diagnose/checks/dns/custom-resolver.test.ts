import check from '../../../../lib/diagnose/checks/dns/custom-resolver.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  ENI_A,
  ENI_B,
  PUBLIC,
  query,
  RESOLVER,
  resolvesNot,
  resolvesTo,
  tcp,
  tcpToBoth,
  tls,
  tlsWithBoth,
  world,
} from '../../../support/world.ts';

const NOT_FOUND = { outcome: 'name-not-found', code: 'ENOTFOUND' } as const;
const amazonSays = (addresses: readonly string[]) => ({ queries: [query({ server: '169.254.169.253', addresses })] });

checkTable(check, {
  silent: [
    {
      when: "Amazon's resolver gives the same public answer",
      world: world({ serviceDns: resolvesTo([PUBLIC]), vpcResolverDns: amazonSays([PUBLIC]) }),
    },
  ],
  nearMiss: [
    {
      when: "both give the endpoint's addresses in another order",
      world: world({ serviceDns: resolvesTo([ENI_B, ENI_A]), vpcResolverDns: amazonSays([ENI_A, ENI_B]) }),
    },
    {
      when: "both give different parts of the endpoint's set",
      world: world({ serviceDns: resolvesTo([ENI_B]), vpcResolverDns: amazonSays([ENI_A]) }),
    },
    {
      when: 'the lookup was not finished',
      world: world({ serviceDns: resolvesNot({ outcome: 'unfinished', code: 'ETIMEOUT' }, { outcome: 'unfinished' }) }),
    },
    {
      when: 'getaddrinfo gave up on a resolver that is silent, and may know the endpoint',
      world: world({
        serviceDns: resolvesNot(
          { outcome: 'server-failed', code: 'EAI_AGAIN' },
          { outcome: 'silent', code: 'ETIMEOUT', tookMs: 3_000 },
        ),
      }),
    },
    {
      when: 'one of two configured servers knows the endpoint',
      world: world({
        serviceDns: resolvesTo([PUBLIC], {
          queries: [query({ addresses: [PUBLIC] }), query({ server: '10.0.7.53', addresses: [ENI_A, PUBLIC] })],
        }),
      }),
    },
    {
      when: 'the only word of the configured resolver is that there is no IPv6 address',
      world: world({
        serviceDns: {
          ...resolvesNot({ outcome: 'server-failed', code: 'EAI_AGAIN' }, {}),
          queries: [
            query({ outcome: 'silent', code: 'ETIMEOUT', addresses: [] }),
            query({ type: 'AAAA', outcome: 'no-address', code: 'ENODATA', addresses: [] }),
          ],
        },
      }),
    },
    {
      when: "the configured resolver is right and this host's hosts file is not",
      world: world({ serviceDns: resolvesTo(['127.0.0.1'], { queries: [query()] }), tcp: [tcp('127.0.0.1')] }),
    },
    {
      when: "Amazon's resolver knows no address either",
      world: world({
        serviceDns: resolvesNot(NOT_FOUND, NOT_FOUND),
        vpcResolverDns: { queries: [query({ server: '169.254.169.253', addresses: [], ...NOT_FOUND })] },
      }),
    },
    {
      when: "Amazon's own answer holds a stranger beside the endpoint",
      world: world({ serviceDns: resolvesTo([PUBLIC]), vpcResolverDns: amazonSays([ENI_A, '10.0.3.50']) }),
    },
  ],
  reporting: [
    {
      when: 'the configured resolver gives a public address',
      world: world({
        serviceDns: resolvesTo([PUBLIC]),
        tcp: [tcp(PUBLIC), ...tcpToBoth()],
        tls: [tls(PUBLIC), ...tlsWithBoth()],
      }),
      problems: [{ severity: 'degrading', on: [PUBLIC], resources: [RESOLVER] }],
      says: [RESOLVER, PUBLIC, ENI_A, ENI_B],
    },
    {
      when: 'the configured resolver does not know the name',
      world: world({ serviceDns: resolvesNot(NOT_FOUND, NOT_FOUND) }),
      problems: [{ severity: 'blocking', on: 'all', resources: [RESOLVER] }],
      says: [RESOLVER, 'name-not-found', ENI_A],
    },
  ],
});
