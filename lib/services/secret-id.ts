import { SERVICE } from './index.ts';

const { arn, arnStart, arnEnd } = SERVICE.ids;

/** How many characters an ARN may have behind the name. */
const ENDING = 7;

/** Whether a text has the form of a secret's ARN, whichever secret's. */
export const isSecretArn = (text: string): boolean => arnStart.test(text);

/** Whether a text is the id of the secret that was asked for: its name or ARN, with or without what ARNs have at their end. */
export function isSecretAsked(text: string, secretId: string): boolean {
  const [place, asked] = [arnStart.exec(text)?.[0] ?? '', arnStart.exec(secretId)?.[0] ?? ''];
  if (place !== '' && asked !== '' && place !== asked) return false;
  const [shorter, longer] = [text.slice(place.length), secretId.slice(asked.length)].toSorted(
    (a, b) => a.length - b.length,
  ) as [string, string];
  return longer === shorter || (longer.startsWith(shorter) && arnEnd.test(longer.slice(shorter.length)));
}

/** The Region that a secret's ARN names; null for a name. */
export const regionInArn = (secretId: string): string | null => arn.exec(secretId)?.[1] ?? null;

/** The ARN of the same secret's replica in another Region: its account, name and last characters are the same. */
export const replicaArn = (secretArn: string, region: string): string =>
  secretArn
    .split(':')
    .map((part, at) => (at === REGION_AT ? region : part))
    .join(':');

const [REGION_AT, ACCOUNT_AT] = [3, 4];

/** Whether a text ends like a whole ARN, or like a name that looks so. */
export const hasEnding = (text: string): boolean => arnEnd.test(text.slice(-ENDING));

/**
 * Whether the six characters at an ARN's end are hardly the end of a name: capitals amid the others, as chance has them, or a
 * placeholder. A word, a version or a date may be either.
 */
export const hasRandomEnding = (secretArn: string): boolean => {
  const ending = secretArn.slice(1 - ENDING);
  return hasEnding(secretArn) && (/^X{6}$/.test(ending) || (/.[A-Z]/.test(ending) && /[a-z0-9]/.test(ending)));
};

/** The names that an ARN may be of: six characters at its end are the ARN's, or belong to the name. */
export function namesInArn(secretArn: string): readonly string[] {
  const name = secretArn.replace(arnStart, '');
  return hasEnding(name) ? [name, name.slice(0, -ENDING)] : [name];
}

/** Whether a secret with this whole ARN may be meant by an ARN that is not its own: of the same account and name. */
export function isNamesake(wholeArn: string, asked: string): boolean {
  if (!isSecretArn(wholeArn) || !isSecretArn(asked) || isSecretAsked(wholeArn, asked)) return false;
  const isOfAccount = wholeArn.split(':')[ACCOUNT_AT] === asked.split(':')[ACCOUNT_AT];
  return isOfAccount && namesInArn(asked).includes(namesInArn(wholeArn).at(-1) ?? '');
}
