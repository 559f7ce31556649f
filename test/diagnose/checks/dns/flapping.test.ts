import check from '../../../../lib/diagnose/checks/dns/flapping.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  ENI_A,
  ENI_B,
  PUBLIC,
  PUBLIC_IPV6,
  query,
  RESOLVER,
  resolvesTo,
  tcp,
  tcpToBoth,
  world,
} from '../../../support/world.ts';

const OWN_RESOLVER = '10.0.7.53';
const samples = (...answers: readonly (readonly string[])[]) =>
  world({
    serviceDns: resolvesTo(answers[0] ?? [], { queries: answers.map((addresses) => query({ addresses })) }),
    // Every address that was answered is probed.
    tcp: [...new Set([ENI_A, ENI_B, ...answers.flat()])].map((address) => tcp(address)),
  });

checkTable(check, {
  silent: [{ when: 'every sample is public', world: samples([PUBLIC], [PUBLIC], [PUBLIC]) }],
  nearMiss: [
    { when: 'the order of the addresses rotates', world: samples([ENI_A, ENI_B], [ENI_B, ENI_A], [ENI_A, ENI_B]) },
    { when: "each sample gives another part of the endpoint's set", world: samples([ENI_A], [ENI_B], [ENI_A, ENI_B]) },
    {
      when: 'every sample holds the same stranger beside the endpoint',
      world: samples([ENI_A, PUBLIC], [PUBLIC, ENI_A], [ENI_A, PUBLIC]),
    },
    {
      when: 'one sample has no answer at all',
      world: world({
        serviceDns: resolvesTo([ENI_A, ENI_B], {
          queries: [query(), query({ outcome: 'silent', code: 'ETIMEOUT', addresses: [] })],
        }),
      }),
    },
    {
      when: 'only the IPv6 answer is public',
      world: world({
        serviceDns: resolvesTo([ENI_A, PUBLIC_IPV6], {
          queries: [query(), query({ type: 'AAAA', addresses: [PUBLIC_IPV6] })],
        }),
        tcp: [tcp(PUBLIC_IPV6), ...tcpToBoth()],
      }),
    },
  ],
  reporting: [
    {
      when: 'one server gives the endpoint one time and a public address the next',
      world: samples([ENI_A, ENI_B], [PUBLIC], [ENI_A, ENI_B]),
      problems: [{ severity: 'degrading', on: [PUBLIC], resources: [RESOLVER] }],
      says: [ENI_A, ENI_B, PUBLIC, RESOLVER],
    },
    {
      when: 'two servers disagree',
      world: world({
        serviceDns: resolvesTo([ENI_A, ENI_B], {
          queries: [query(), query({ server: OWN_RESOLVER, addresses: [PUBLIC] })],
        }),
        tcp: [...tcpToBoth(), tcp(PUBLIC)],
      }),
      problems: [{ severity: 'degrading', on: [PUBLIC], resources: [RESOLVER, OWN_RESOLVER] }],
      says: [RESOLVER, OWN_RESOLVER, PUBLIC],
    },
    {
      when: 'one sample holds a stranger beside the endpoint',
      world: samples([ENI_A, ENI_B], [ENI_A, PUBLIC]),
      problems: [{ severity: 'degrading', on: [PUBLIC] }],
      says: [PUBLIC],
    },
    {
      when: 'one of two servers knows no such name',
      world: world({
        serviceDns: resolvesTo([ENI_A, ENI_B], {
          queries: [
            query(),
            query({ server: OWN_RESOLVER, outcome: 'name-not-found', code: 'ENOTFOUND', addresses: [] }),
          ],
        }),
      }),
      problems: [{ severity: 'degrading', on: 'all', resources: [RESOLVER, OWN_RESOLVER] }],
      says: [RESOLVER, OWN_RESOLVER, 'name-not-found'],
    },
    {
      when: 'one sample holds the addresses of an endpoint that is gone',
      world: samples([ENI_A, ENI_B], ['10.0.3.50', '10.0.4.50']),
      problems: [{ severity: 'degrading', on: ['10.0.3.50', '10.0.4.50'] }],
      says: ['10.0.3.50', '10.0.4.50'],
    },
  ],
});
