import { knownMessage } from '../errors/known-message.ts';
import { isErrorName } from '../errors/names.ts';
import type { SecretRead, Withheld } from '../model/probes.ts';
import { SERVICE } from '../services/index.ts';
import { isSecretAsked } from '../services/secret-id.ts';
import { echoes } from './credential-echo.ts';

/** What a peer says about a call, as it came. */
export type Said = Readonly<Partial<Record<Withheld['field'], string | undefined>>>;

export type KnownAnswer = Pick<SecretRead, Withheld['field'] | 'withheld'>;

const MEDIA_TYPES: ReadonlySet<string> = new Set([
  ...['application/json', 'application/x-amz-json-1.0', 'application/x-amz-json-1.1', 'application/octet-stream'],
  ...['application/xml', 'application/xhtml+xml', 'text/html', 'text/plain', 'text/xml'],
]);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Sixteen random bytes are never all of them letters, digits and signs: such an id is a text in hex. */
const isTextInHex = (id: string): boolean =>
  Buffer.from(id.replaceAll('-', ''), 'hex').every((byte) => byte >= 0x20 && byte < 0x7f);

const isRequestId = (text: string): boolean => UUID.test(text) && !isTextInHex(text);

/** What a text that is not kept may speak of, in words that are kept here. */
const MENTIONS = [...SERVICE.mentions, 'is not authorized to perform'];

/** The media type without its parameters, if it is one that this project knows. */
export function mediaTypeIn(contentType: string | undefined): string | null {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return MEDIA_TYPES.has(type) ? type : null;
}

/**
 * What is kept of an answer: what this project knows word by word, and of anything else its measure. A peer may be an inspecting
 * proxy, or anyone; its text may quote the request's credentials or the secret, in any disguise.
 */
export function knownAnswer(said: Said, secretId: string, credentials: readonly (string | undefined)[]): KnownAnswer {
  const known: Record<Withheld['field'], string | null> = {
    message: said.message === undefined ? null : knownMessage(said.message, secretId),
    errorName: said.errorName !== undefined && isErrorName(said.errorName) ? said.errorName : null,
    contentType: mediaTypeIn(said.contentType),
    requestId: said.requestId !== undefined && isRequestId(said.requestId) ? said.requestId : null,
    arn: said.arn !== undefined && isSecretAsked(said.arn, secretId) ? said.arn : null,
  };
  const fields = Object.keys(known) as Withheld['field'][];
  for (const field of fields) if (known[field] !== null && echoes(known[field], credentials)) known[field] = null;
  return { ...known, withheld: fields.flatMap((field) => measureOf(field, said[field], known[field])) };
}

/** What a sentence may be longer than what is kept of it: blanks, a full stop. */
const FEW = 10;

function measureOf(field: Withheld['field'], said: string | undefined, known: string | null): readonly Withheld[] {
  const characters = said?.length ?? 0;
  const isWhole = known !== null && (field !== 'message' || characters <= known.length + FEW);
  if (said === undefined || said === '' || isWhole) return [];
  const mentions = known === null ? MENTIONS.filter((words) => said.toLowerCase().includes(words.toLowerCase())) : [];
  return [{ field, characters: characters - (known?.length ?? 0), mentions }];
}
