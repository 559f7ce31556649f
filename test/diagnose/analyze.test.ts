import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyze } from '../../lib/diagnose/analyze.ts';
import { CHECKS } from '../../lib/diagnose/checks/index.ts';
import { derive } from '../../lib/diagnose/derive.ts';
import type { Analysis } from '../../lib/model/analysis.ts';
import { type Check, defineCheck, type Outcome } from '../../lib/model/check.ts';
import type { CheckedCode, Code } from '../../lib/model/codes.ts';
import type { FactName } from '../../lib/model/facts.ts';
import { type UnseenReason, unseen } from '../../lib/model/observation.ts';
import type { Problem } from '../../lib/model/problem.ts';
import { configured } from '../support/configuration.ts';
import { type WorldChange, world } from '../support/world.ts';

const PROBLEM: Problem = {
  summary: 'It broke.',
  severity: 'blocking',
  on: 'all',
  resources: [],
  evidence: [],
  steps: [],
};

const check = (code: CheckedCode, evaluate: () => Outcome): Check =>
  defineCheck({ code, title: `${code} failed`, healthy: `${code} is well`, needs: ['tcp'], evaluate });

const NOTHING: Analysis = { causes: [], passed: [], notApplicable: [], undecided: [], crashes: [] };

describe('each outcome of a check has its place', () => {
  test('ok has passed', () => {
    const passed = [{ code: 'tls/rst', healthy: 'tls/rst is well' }];
    expect(analyze(derive(world()), [check('tls/rst', () => 'ok')])).toEqual({ ...NOTHING, passed });
  });

  test('not applicable has neither passed nor failed', () => {
    expect(analyze(derive(world()), [check('tls/rst', () => 'not-applicable')])).toEqual({
      ...NOTHING,
      notApplicable: ['tls/rst'],
    });
  });

  test("problems are findings under the check's name", () => {
    const causes = [{ ...PROBLEM, code: 'tls/rst', title: 'tls/rst failed', accountsFor: [] }];
    expect(analyze(derive(world()), [check('tls/rst', () => [PROBLEM])])).toEqual({ ...NOTHING, causes });
  });

  test('several problems of one check are several findings', () => {
    const outcome: Outcome = [PROBLEM, { ...PROBLEM, on: ['10.0.1.100'] }];
    expect(analyze(derive(world()), [check('tls/rst', () => outcome)]).causes).toHaveLength(2);
  });
});

describe('a check that crashes', () => {
  const crashing = check('dns/flapping', () => {
    throw new TypeError('a value that must not be shown');
  });

  test('is undecided, and the rest goes on', () => {
    const healthy = check('tls/rst', () => 'ok');
    const { undecided, passed, causes } = analyze(derive(world()), [
      crashing,
      healthy,
      check('dns/public-answer', () => [PROBLEM]),
    ]);
    expect(undecided).toMatchObject([{ code: 'dns/flapping', need: null, why: 'crashed' }]);
    expect(passed.map((one) => one.code)).toEqual(['tls/rst']);
    expect(causes.map((one) => one.code)).toEqual(['dns/public-answer']);
  });

  test('shows the name of the error and not its text, which may quote data', () => {
    const [undecided] = analyze(derive(world()), [crashing]).undecided;
    expect(undecided?.detail).toContain('TypeError');
    expect(undecided?.detail).not.toContain('must not be shown');
  });

  test('leaves its trace for the log, and no more of it than one can read', () => {
    const { crashes } = analyze(derive(world()), [crashing, check('tls/rst', () => 'ok')]);
    expect(crashes).toEqual([{ code: 'dns/flapping', stack: expect.stringContaining('analyze.test.ts') }]);
    const talking = check('tls/rst', () => {
      throw new Error('x'.repeat(100_000));
    });
    expect(analyze(derive(world()), [talking]).crashes[0]?.stack.length).toBeLessThanOrEqual(4_000);
  });

  test('may throw anything', () => {
    const rude = check('tls/rst', () => {
      throw null;
    });
    expect(analyze(derive(world()), [rude]).undecided).toMatchObject([{ code: 'tls/rst', why: 'crashed' }]);
  });
});

describe('a check whose need is unseen', () => {
  test.each<UnseenReason>(['denied', 'timed-out', 'failed', 'skipped'])(
    'is undecided, and says that it was %s',
    (why) => {
      const observations = world({ tcp: unseen(why, 'what stood in the way') });
      const untouched = check('tls/rst', () => {
        throw new Error('evaluated without its facts');
      });
      expect(analyze(derive(observations), [untouched])).toEqual({
        ...NOTHING,
        undecided: [{ code: 'tls/rst', need: 'tcp', why, detail: 'what stood in the way' }],
      });
    },
  );

  test('is undecided for want of what is derived, too', () => {
    const needy = defineCheck({
      code: 'dns/flapping',
      title: '',
      healthy: '',
      needs: ['serviceDns', 'paths'],
      evaluate: () => 'ok',
    });
    const observations = world({ tcp: unseen('skipped', 'no address to probe') });
    expect(analyze(derive(observations), [needy]).undecided).toMatchObject([
      { need: 'paths', detail: 'no address to probe' },
    ]);
  });
});

describe('all checks together', () => {
  const codesOf = ({ causes, passed, notApplicable, undecided }: Analysis): readonly Code[] => [
    ...new Set(causes.flatMap((cause) => [cause.code, ...cause.accountsFor.map((one) => one.code)])),
    ...passed.map((one) => one.code),
    ...notApplicable,
    ...undecided.map((one) => one.code),
  ];
  const all = CHECKS.map((one) => one.code).toSorted();

  test('find nothing wrong with a healthy world', () => {
    const { causes, undecided, passed } = analyze(derive(configured()), CHECKS);
    expect({ causes, undecided }).toEqual({ causes: [], undecided: [] });
    expect(passed.length).toBeGreaterThan(0);
  });

  test('have codes of their own', () => {
    expect(new Set(all).size).toBe(CHECKS.length);
  });

  test('each answer exactly once, whatever is unseen, and never by crashing', () => {
    const facts = Object.keys(world()) as readonly FactName[];
    fc.assert(
      fc.property(fc.subarray([...facts]), (missing) => {
        const change = Object.fromEntries(missing.map((name) => [name, unseen('failed', 'gone')])) as WorldChange;
        const analysis = analyze(derive(world(change)), CHECKS);
        expect(codesOf(analysis).toSorted()).toEqual(all);
        expect(analysis.causes).toEqual([]);
        expect(analysis.undecided.filter((one) => one.why === 'crashed')).toEqual([]);
      }),
    );
  });

  test('decide nothing when nothing was seen', () => {
    const facts = Object.keys(world());
    const blind = world(Object.fromEntries(facts.map((name) => [name, unseen('timed-out', 'gone')])) as WorldChange);
    expect(
      analyze(derive(blind), CHECKS)
        .undecided.map((one) => one.code)
        .toSorted(),
    ).toEqual(all);
  });
});
