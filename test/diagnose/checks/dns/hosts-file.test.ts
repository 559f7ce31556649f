import check from '../../../../lib/diagnose/checks/dns/hosts-file.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  ENI_A,
  ENI_B,
  HOST,
  PUBLIC,
  query,
  RESOLVER,
  resolvesNot,
  resolvesTo,
  tcp,
  tcpToBoth,
  world,
} from '../../../support/world.ts';

const SERVFAIL = { outcome: 'server-failed', code: 'ESERVFAIL', addresses: [] } as const;
const TRY_AGAIN = { outcome: 'server-failed', code: 'EAI_AGAIN' } as const;
const RIGHT = [query(), query(), query()];

checkTable(check, {
  silent: [
    {
      when: 'getaddrinfo and the servers say the same wrong thing',
      world: world({ serviceDns: resolvesTo([PUBLIC]) }),
    },
    {
      when: 'neither getaddrinfo nor any server has an answer',
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, SERVFAIL) }),
    },
  ],
  nearMiss: [
    {
      when: "getaddrinfo holds another part of the endpoint's set",
      world: world({ serviceDns: resolvesTo([ENI_B], { queries: [query({ addresses: [ENI_A] })] }) }),
    },
    {
      when: "getaddrinfo holds a stranger beside the endpoint's address",
      world: world({ serviceDns: resolvesTo([ENI_A, PUBLIC], { queries: RIGHT }) }),
    },
    {
      when: 'the addresses of a public answer rotate',
      world: world({ serviceDns: resolvesTo(['203.0.113.11'], { queries: [query({ addresses: [PUBLIC] })] }) }),
    },
    {
      when: 'getaddrinfo was not finished',
      world: world({
        serviceDns: { ...resolvesNot({ outcome: 'unfinished', code: 'ETIMEOUT' }, {}), queries: RIGHT },
      }),
    },
    {
      when: 'a server flaps and getaddrinfo met the wrong answer',
      world: world({
        serviceDns: resolvesTo([PUBLIC], { queries: [query(), query({ addresses: [PUBLIC] }), query()] }),
        tcp: [tcp(PUBLIC), ...tcpToBoth()],
      }),
    },
    {
      when: 'a server fails now and then and getaddrinfo met the failure',
      world: world({ serviceDns: { ...resolvesNot(TRY_AGAIN, {}), queries: [query(), query(SERVFAIL), query()] } }),
    },
  ],
  reporting: [
    {
      when: 'an entry on this host overrides the servers, which know the endpoint',
      world: world({
        serviceDns: resolvesTo(['127.0.0.1'], { queries: RIGHT }),
        tcp: [tcp('127.0.0.1', { outcome: 'refused' }), ...tcpToBoth()],
      }),
      problems: [{ severity: 'degrading', on: ['127.0.0.1'], resources: [HOST] }],
      says: [HOST, '127.0.0.1', RESOLVER, ENI_A, ENI_B],
    },
    {
      when: 'getaddrinfo finds nothing, though every server answers',
      world: world({
        serviceDns: { ...resolvesNot({ outcome: 'name-not-found', code: 'ENOTFOUND' }, {}), queries: RIGHT },
      }),
      problems: [{ severity: 'blocking', on: 'all', resources: [HOST] }],
      says: [HOST, 'ENOTFOUND', RESOLVER, ENI_A],
    },
  ],
});
