import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/credentials/clock-skew.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { fromSts, lacking } from '../../../support/lacking.ts';
import { ENI_A, ENI_B, http, refusal, target, unread, world } from '../../../support/world.ts';

const MINUTE = 60_000;
const off = (...aheadMs: (number | null)[]) =>
  aheadMs.map((clockAheadMs, index) => http(index === 0 ? ENI_A : ENI_B, { clockAheadMs }));
const REFUSED = refusal(
  'InvalidSignatureException',
  'Signature expired: 20261122T000000Z is now earlier than 20261122T003500Z',
);

checkTable(check, {
  silent: [{ when: 'the clocks are seconds apart', world: world({ http: off(-3_000, 2_000) }) }],
  nearMiss: [
    { when: 'the signature was accepted, whatever the Date says', world: world({ http: off(10 * MINUTE) }) },
    {
      when: 'the clock is four minutes off, which AWS accepts',
      world: world({ http: off(4 * MINUTE), secret: unread('silent') }),
    },
    {
      when: 'one of two clocks agrees with it',
      world: world({ http: off(30 * MINUTE, 900), secret: unread('silent') }),
    },
    { when: 'only one answer carries the time', world: world({ http: off(null, 900), secret: unread('silent') }) },
  ],
  reporting: [
    {
      when: "the workload's signature was refused",
      world: world({ http: off(35 * MINUTE), secret: REFUSED, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all', explains: ['credentials/signature-refused'] }],
      says: ['35 minutes behind'],
    },
    {
      when: "it is the verifier's own clock",
      world: world({ http: off(-20 * MINUTE, -21 * MINUTE), secret: REFUSED }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: ['20 minutes ahead of'],
    },
    {
      when: 'the call came to nothing for another reason',
      world: world({ http: off(6 * MINUTE), secret: unread('silent'), target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['6 minutes behind'],
    },
  ],
});

test('is undecided where no answer carries the time', () => {
  expect(evaluate(check, world({ http: off(null), secret: unread('silent') }))).toEqual({
    undecided: expect.stringContaining('time'),
  });
});

const unsigned = (errorName: string) =>
  lacking(fromSts({ source: 'assumed-role', outcome: 'denied', errorName, status: 403 }), { http: off(15 * MINUTE) });

test('explains why STS refuses the signature that a role is asked with, and no other refusal of it', () => {
  expect(evaluate(check, unsigned('SignatureDoesNotMatch'))).toMatchObject([
    { severity: 'blocking', explains: ['credentials/signature-refused', 'credentials/role-not-assumable'] },
  ]);
  expect(evaluate(check, unsigned('AccessDenied'))).toMatchObject([
    { severity: 'degrading', explains: ['credentials/signature-refused'] },
  ]);
});
