import { describe, expect, test } from '@jest/globals';
import { analyze } from '../../../../lib/diagnose/analyze.ts';
import { CHECKS } from '../../../../lib/diagnose/checks/index.ts';
import check from '../../../../lib/diagnose/checks/tls/large-hello-refused.ts';
import { derive } from '../../../../lib/diagnose/derive.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, tls, tlsWithBoth, world } from '../../../support/world.ts';

const RESET = { outcome: 'reset', code: 'ECONNRESET', certificate: null, protocol: null } as const;
const REFUSED = { ...RESET, smallHello: 'alert', classicHello: 'verified' } as const;

checkTable(check, {
  silent: [
    { when: 'a recording says nothing of smaller ones', world: world({ tls: tlsWithBoth(RESET) }) },
    { when: 'a handshake is silent', world: world({ tls: tlsWithBoth({ outcome: 'silent', smallHello: 'alert' }) }) },
  ],
  nearMiss: [
    { when: 'everything is reset', world: world({ tls: tlsWithBoth({ ...RESET, smallHello: 'cut' }) }) },
    {
      when: 'a ClientHello that fits into a packet is cut as well',
      world: world({ tls: tlsWithBoth({ ...REFUSED, classicHello: 'cut' }) }),
    },
    {
      when: 'the next large one was answered',
      world: world({ tls: tlsWithBoth({ ...REFUSED, classicHello: 'by-chance' }) }),
    },
    {
      when: 'whoever answers the smaller one is not trusted',
      world: world({ tls: tlsWithBoth({ ...REFUSED, classicHello: 'failed' }) }),
    },
  ],
  reporting: [
    {
      when: 'both interfaces reset a large one and complete a small one',
      world: world({ tls: tlsWithBoth(REFUSED) }),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          explains: ['tls/rst', 'tls/fin'],
          evidence: [
            { fact: 'tls', path: '[0].outcome', shows: `${ENI_A}: reset after a large ClientHello` },
            { fact: 'tls', path: '[0].classicHello', shows: `${ENI_A}: verified with X25519 alone` },
            { fact: 'tls', path: '[1].outcome', shows: `${ENI_B}: reset after a large ClientHello` },
            { fact: 'tls', path: '[1].classicHello', shows: `${ENI_B}: verified with X25519 alone` },
          ],
        },
      ],
      says: [ENI_A, ENI_B, 'post-quantum key share', 'X25519 alone'],
    },
    {
      when: 'one interface closes it',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, { ...REFUSED, outcome: 'closed' })] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
  ],
});

test.each(['silent', 'unfinished'] as const)('is undecided where the smaller one ended %s', (classicHello) => {
  expect(evaluate(check, world({ tls: tlsWithBoth({ ...REFUSED, classicHello }) }))).toEqual({
    undecided: expect.stringContaining(ENI_A),
  });
});

describe('a connection that is cut', () => {
  const causesIn = (change: Parameters<typeof tlsWithBoth>[0]) =>
    analyze(derive(world({ tls: tlsWithBoth(change) })), CHECKS).causes.map(({ code }) => code);

  test('for the size of its ClientHello is nothing else', () => {
    expect(causesIn(REFUSED)).toEqual(['tls/large-hello-refused']);
    expect(causesIn({ ...REFUSED, outcome: 'closed' })).toEqual(['tls/large-hello-refused']);
  });

  test('for anything else is what it was', () => {
    expect(causesIn({ ...REFUSED, classicHello: 'cut' })).toEqual(['tls/rst']);
    expect(causesIn({ ...RESET, outcome: 'closed' })).toEqual(['tls/fin']);
  });
});
