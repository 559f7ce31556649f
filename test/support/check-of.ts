import { CHECKS } from '../../lib/diagnose/checks/index.ts';
import type { Check } from '../../lib/model/check.ts';
import type { CheckedCode } from '../../lib/model/codes.ts';

/** The check of a code, where it is a row of its family's table. */
export function checkOf(code: CheckedCode): Check {
  const found = CHECKS.find((check) => check.code === code);
  if (!found) throw new Error(`no check has the code ${code}`);
  return found;
}
