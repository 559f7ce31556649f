import { meaningOf } from '../../../errors/refusals.ts';
import { type Check, type CheckInputs, defineCheck } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import type { ObservedPath } from '../../../model/observed-path.ts';
import type { SecretRead, Withheld } from '../../../model/probes.ts';
import type { Candidate, Repair, Scope, Severity } from '../../../model/problem.ts';
import { secretIdOf } from '../../../model/target.ts';

type Asked = Pick<CheckInputs, 'secret' | 'target' | 'paths'>;

interface AnswerFailure {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  /** Whether an answer is this failure; without it, the dictionary of refusals says. */
  readonly matches?: (secret: SecretRead) => boolean;
  readonly summary: (asked: Asked) => string;
  /** Whom it concerns; everyone where not given. */
  readonly on?: (asked: Asked) => Scope;
  readonly severity?: Severity | ((asked: Asked) => Severity);
  readonly candidates?: readonly Candidate[] | ((asked: Asked) => readonly Candidate[]);
  readonly repair: (asked: Asked) => Repair;
}

/** A check for one way in which the operation under test fails after a connection was made. */
export function answerCheck(failure: AnswerFailure): Check {
  const { code, title, healthy } = failure;
  const candidatesFor = (asked: Asked) =>
    typeof failure.candidates === 'function' ? failure.candidates(asked) : failure.candidates;
  const matches = failure.matches ?? ((secret: SecretRead) => meaningOf(secret) === code);
  return defineCheck({
    code,
    title,
    healthy,
    needs: ['secret', 'target', 'paths'],
    evaluate(asked) {
      if (!matches(asked.secret)) return 'ok';
      const candidates = candidatesFor(asked);
      return [
        {
          summary: failure.summary(asked),
          severity: typeof failure.severity === 'function' ? failure.severity(asked) : (failure.severity ?? 'blocking'),
          on: failure.on?.(asked) ?? 'all',
          resources: [secretIdOf(asked.target)],
          evidence: [evidenceOfAnswer(asked.secret)],
          ...failure.repair(asked),
          ...(candidates ? { candidates } : {}),
        },
      ];
    },
  });
}

/** Everyone, except where the verifier's own canary is at fault: that is no workload's trouble. */
export const unlessCanary = ({ target }: Asked): Scope =>
  target.identity === 'verifier' && target.canary ? 'verifier' : 'all';

export const carryingPathOf = ({ secret, paths }: Asked): ObservedPath | undefined =>
  paths.find((path) => path.address === secret.remoteAddress);

export function evidenceOfAnswer(secret: SecretRead) {
  const parts = [secret.errorName, secret.errorCode, secret.status === null ? null : `HTTP ${secret.status}`];
  const named = parts.filter((part) => part !== null).join(', ');
  const said = [named, secret.message].filter(Boolean).join(': ');
  const shows = [said, ...secret.withheld.map(measureOf)].filter(Boolean).join('; ');
  return { fact: 'secret', path: 'outcome', shows: shows || secret.outcome } as const;
}

const NAME_OF: Readonly<Record<Withheld['field'], string>> = {
  message: 'message',
  errorName: 'error name',
  contentType: 'content type',
  requestId: 'request id',
  arn: 'ARN',
};

const measureOf = ({ field, characters, mentions }: Withheld): string =>
  `${characters} characters of its ${NAME_OF[field]} aren't shown: they aren't known to come from AWS${
    mentions.length === 0 ? '' : ` (it mentions: ${mentions.join(', ')})`
  }`;
