import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/mtu.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, tls, tlsWithBoth, unread, world } from '../../../support/world.ts';

const SILENT = { outcome: 'silent', tookMs: 3_000, certificate: null, protocol: null } as const;
const LOST = { ...SILENT, smallHello: 'alert' } as const;
const DEAD = { ...SILENT, smallHello: 'silent' } as const;

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    { when: 'the peer answers no small ClientHello either', world: world({ tls: tlsWithBoth(DEAD) }) },
    { when: 'the handshake is slow and completes', world: world({ tls: tlsWithBoth({ tookMs: 2_900 }) }) },
    {
      when: 'the peer refuses the usual handshake with an alert',
      world: world({ tls: tlsWithBoth({ outcome: 'version-refused', code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }) }),
    },
  ],
  reporting: [
    {
      when: 'both interfaces answer small ClientHellos alone',
      world: world({ tls: tlsWithBoth(LOST) }),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          explains: ['tls/silent'],
          resources: ['eni-0aaa', 'eni-0bbb'],
        },
      ],
      says: [ENI_A, ENI_B, 'small ClientHello', '3.0 s'],
    },
    {
      when: 'one interface of two does',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, LOST)] }),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_B],
          evidence: [
            { fact: 'tls', path: '[1].outcome', shows: `${ENI_B}: silent` },
            { fact: 'tls', path: '[1].smallHello', shows: `${ENI_B}: alert to a small ClientHello` },
          ],
        },
      ],
      says: [ENI_B],
    },
    {
      when: 'one does, and the other is dead: the explanation holds for the first alone',
      world: world({ tls: [tls(ENI_A, DEAD), tls(ENI_B, LOST)] }),
      problems: [{ severity: 'blocking', on: [ENI_B] }],
      says: [ENI_B],
    },
  ],
});

test.each([null, 'unfinished', 'not-connected', 'cut', 'failed'] as const)(
  'silence is undecided where the small ClientHello says %s',
  (smallHello) => {
    const outcome = evaluate(check, world({ tls: tlsWithBoth({ ...SILENT, smallHello }) }));
    expect(outcome).toEqual({ undecided: expect.stringContaining(ENI_A) });
  },
);

test('TLS that completes does not clear the size where the request is not answered', () => {
  expect(evaluate(check, world({ secret: unread('silent') }))).toHaveProperty('undecided');
});
