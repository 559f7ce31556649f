import { SERVICE } from '../services/index.ts';

/**
 * What the service, KMS and whoever checks signatures say of a call that fails, with fields of a known form between braces. Denials
 * have a grammar of their own. Sources: answers seen, and the services' own documentation.
 */
const SENTENCES: readonly string[] = [
  ...SERVICE.sentences,
  'Access to KMS is not allowed',
  'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
  '{keyArn} is disabled.',
  '{keyArn} is pending deletion.',
  '{keyArn} is pending import.',
  'Rate exceeded',
  'Missing Authentication Token',
  'The security token included in the request is invalid.',
  'The security token included in the request is expired',
  'Request has expired.',
  'Signature expired: {time} is now earlier than {time} ({time} - 5 min.)',
  'Signature not yet current: {time} is still later than {time} ({time} + 5 min.)',
  'Credential should be scoped to a valid region.',
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  'The request signature we calculated does not match the signature you provided.',
];

/** Each of a form that leaves no room for anything else. */
const FIELDS: Readonly<Record<string, string>> = {
  label: 'AWS(?:CURRENT|PENDING|PREVIOUS)',
  uuid: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  keyArn:
    'arn:aws[a-z-]{0,20}:kms:[a-z0-9-]{1,30}:[0-9]{12}:key/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})',
  time: '[0-9]{8}T[0-9]{6}Z',
};

interface Pattern {
  /** The words around the fields; one more than there are fields. */
  readonly words: readonly string[];
  readonly begins: RegExp;
}

/** As a pattern that matches nothing but the text itself. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

const PATTERNS: readonly Pattern[] = SENTENCES.map((sentence) => {
  const parts = sentence.split(/\{(\w+)\}/);
  const source = parts.map((part, index) => (index % 2 === 0 ? escaped(part) : `(${FIELDS[part]})`)).join('');
  return { words: parts.filter((_, index) => index % 2 === 0), begins: new RegExp(`^${source}`, 'i') };
});

/** The known sentence with which a text begins, in the words that are kept here and not in the text's own; null for none. */
export function knownSentence(text: string): string | null {
  for (const { words, begins } of PATTERNS) {
    const match = begins.exec(text);
    if (match) return words.map((word, index) => word + (match[index + 1] ?? '')).join('');
  }
  return null;
}
