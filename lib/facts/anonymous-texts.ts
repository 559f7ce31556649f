import { parseAddress, parseCidr } from '../net/cidr.ts';
import { hasRandomEnding } from '../services/secret-id.ts';
import type { ReplaceAddresses } from './anonymous-addresses.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What AWS names its things by: a UUID, an ARN, an id (of an endpoint with a second part, in its DNS names), an account. */
const THINGS =
  /\b(?:(?<uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|arn:(?<partition>aws[\w-]*):(?<service>[a-z0-9-]+):(?<region>[a-z0-9-]*):(?<owner>\d{12}|):(?<resource>[\w/+=.,@:*!-]+)|(?<id>[a-z]{1,10}(?:-svc)?-[0-9a-f]{8,17})(?:-(?<part>[0-9a-z]{8})(?=[-.]))?|(?<account>\d{12}))(?![0-9a-z])/gi;
const SECRET_SUFFIX = /-[A-Za-z0-9]{6}$/;

/** Fields that hold an id of any form. */
const HOLDS_ID = /(?:^|[a-z])(?:Id|Ids|id|ids)$/;
const NO_ID: ReadonlySet<string> = new Set([
  'availabilityZoneId',
  'AvailabilityZoneId',
  'requestId',
  'secretId',
  'kmsKeyId',
]);

/** Fields that hold a name which somebody gave. */
const NAMES: Readonly<Record<string, string>> = {
  functionName: 'function',
  GroupName: 'group',
  file: 'file',
  Message: 'message',
  subject: 'subject',
  issuer: 'issuer',
  issuerOrganization: 'organization',
  subjectAltNames: 'host',
  fingerprint256: 'fingerprint',
  noProxy: 'host',
};

/** Hosts of AWS, and what stands for no name at all. */
const KNOWN_HOST =
  /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws|amazontrust\.com|compute\.internal)$|^(?:ec2\.internal|AmazonProvidedDNS|\*|localhost|localstack|host\.docker\.internal)$/i;

/** Amazon's own certificate authorities, by which an interception is told. */
const KNOWN_NAME = /^(?:Amazon|C=US, O=Amazon\b.*|CN=[\w.*-]+\.amazonaws\.com(?:\.cn)?)$/;

const isAddress = (text: string): boolean => {
  const bare = text.replace(/^\[|\]$/g, '');
  return parseAddress(bare) !== null || parseCidr(bare) !== null;
};

const PORT = /:(?<=(?:^[^:]+|\]):)\d{1,5}$/;

/** Fields with sentences, which may quote any name. */
const SENTENCES: ReadonlySet<string> = new Set(['detail', 'message']);

type Thing = Readonly<Record<string, string | undefined>>;

/** Replaces what tells whose a document is, each by the same token throughout. */
export function anonymousTexts(document: unknown, addresses: ReplaceAddresses) {
  const tokens = tokensByKind();
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  const idOf = (id: string): string => {
    const [, prefix, rest] = /^(.*?)-([^-]*)$/.exec(id) ?? [];
    if (prefix === undefined || rest === undefined) return id;
    const length = /^[0-9a-f]{8}$/.test(rest) ? 8 : 17;
    const token = tokens(`id ${prefix}`, id, (number) => `${prefix}-${number.toString(16).padStart(length, '0')}`);
    ids.set(id, token);
    return token;
  };
  const nameOf = (kind: string, name: string): string => {
    const token = tokens(kind, name, (number) => `${kind}-${number}`);
    names.set(name, token);
    return token;
  };
  const secretNameOf = (name: string): string => {
    const isWhole = names.has(name) || !SECRET_SUFFIX.test(name);
    if (isWhole) return nameOf('secret', name);
    const bare = name.replace(SECRET_SUFFIX, '');
    // One that was recreated has another ending, and that may be what is wrong.
    return `${nameOf('secret', bare)}-${tokens(`ending of ${bare}`, name, hasRandomEnding(name) ? endingOf : wordOf)}`;
  };
  const resourceOf = (service: string, resource: string): string => {
    const [type = '', ...rest] = resource.split(/(?<=[:/])/);
    if (type === 'secret:') return `secret:${secretNameOf(rest.join(''))}`;
    return [type, ...rest.map((part) => part.replace(/[^:/*]+/, (name) => nameOf(service, name)))].join('');
  };
  const accountOf = (account: string): string => tokens('account', account, (number) => `${100_000_000_000 + number}`);
  const thingOf = ({
    uuid,
    partition,
    service = '',
    region,
    owner,
    resource = '',
    id,
    part,
    account,
  }: Thing): string => {
    if (uuid !== undefined) return tokens('uuid', uuid.toLowerCase(), uuidOf);
    if (account !== undefined) return accountOf(account);
    if (id !== undefined) return part === undefined ? idOf(id) : `${idOf(id)}-${tokens('part', part, partOf)}`;
    return ['arn', partition, service, region, owner && accountOf(owner), resourceOf(service, resource)].join(':');
  };
  const plain = (text: string): string => addresses(text.replace(THINGS, (...found) => thingOf(found.at(-1) as Thing)));
  const hostOf = (host: string): string =>
    KNOWN_HOST.test(host.replace(/^DNS:/, '')) || isAddress(host) ? plain(host) : nameOf('host', host);
  const textOf = (key: string, text: string): string => {
    if (HOLDS_ID.test(key) && !NO_ID.has(key) && !/^\d{12}$/.test(text)) return idOf(text);
    if (key === 'secretId' || (key === 'kmsKeyId' && !text.startsWith('arn:')))
      return text.startsWith('arn:') ? plain(text) : nameOf('secret', text);
    if (key === 'host' || key === 'Value') return `${hostOf(text.replace(PORT, ''))}${PORT.exec(text)?.[0] ?? ''}`;
    const kind = NAMES[key];
    if (kind === 'host') return hostOf(text);
    if (kind !== undefined) return KNOWN_NAME.test(text) ? text : nameOf(kind, text);
    return SENTENCES.has(key) ? withoutNames(plain(text), [...ids, ...names]) : plain(text);
  };
  const replaced = (value: Json, key: string): Json => {
    if (typeof value === 'string') return textOf(key, value);
    if (Array.isArray(value)) return value.map((one) => replaced(one, key));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, one]) => [name, replaced(one as Json, name)] as const);
    return Object.fromEntries(entries);
  };
  // Once for what there is to replace, since a sentence may quote what comes after it.
  replaced(document as Json, '');
  return { replaced: (value: unknown) => replaced(value as Json, '') };
}

/** Six characters, as AWS puts behind a secret's name. */
const endingOf = (number: number): string => (number === 1 ? 'AnoNym' : `AN${String(number).padStart(4, '0')}`);

/** Six that may as well be the end of a name. */
const wordOf = (number: number): string => (number === 1 ? 'Anonym' : `An${String(number).padStart(4, '0')}`);

const partOf = (number: number): string => number.toString(16).padStart(8, '0');

const uuidOf = (number: number): string => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

/** A token for each thing of a kind, numbered in the order in which they come. */
function tokensByKind() {
  const made = new Map<string, Map<string, string>>();
  return (kind: string, thing: string, make: (number: number) => string): string => {
    const own = made.get(kind) ?? new Map<string, string>();
    made.set(kind, own);
    const token = own.get(thing) ?? make(own.size + 1);
    own.set(thing, token);
    return token;
  };
}

const escaped = (name: string): string => name.replaceAll(/[^\w\s]/g, '\\$&');

/** Names as whole words, the longest first. */
function withoutNames(sentence: string, names: readonly (readonly [string, string])[]): string {
  const longestFirst = names.toSorted(([a], [b]) => b.length - a.length);
  return longestFirst.reduce((said, [name, token]) => {
    const whole = new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`, 'g');
    return said.replace(whole, token);
  }, sentence);
}
