import { SERVICE } from './index.ts';

const { arnStart, arnEnd } = SERVICE.ids;

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
