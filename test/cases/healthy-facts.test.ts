import { expect, test } from '@jest/globals';
import { recordingOf } from '../lab/recordings.ts';

const inside = recordingOf('healthy-two-zones')?.inside.runs[0]?.probes;

/** The fields of a fact that hold something, as `a.b`, in lists those of the first. */
function fieldsOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return fieldsOf(value[0], path);
  if (typeof value !== 'object' || value === null) return value === null ? [] : [path];
  return Object.entries(value).flatMap(([key, one]) => fieldsOf(one, path ? `${path}.${key}` : key));
}

/** What a healthy run has always seen: being cheap must not mean to look away. */
const SEEN: Readonly<Record<string, readonly string[]>> = {
  executionEnvironment: ['availabilityZoneId'],
  serviceDns: [
    'host',
    'system.outcome',
    'system.addresses',
    'queries.server',
    'queries.addresses',
    'queries.ttlSeconds',
  ],
  vpcResolverDns: ['queries.addresses'],
  endpointDns: ['queries.name', 'queries.addresses'],
  tcp: ['address', 'family', 'outcome'],
  tls: ['address', 'outcome', 'protocol', 'certificate.issuer', 'certificate.subjectAltNames', 'certificate.notAfter'],
  http: ['address', 'outcome', 'status', 'dateHeader', 'clockAheadMs'],
  secret: ['outcome', 'remoteAddress', 'tlsProtocol', 'certificate.issuer', 'status', 'requestId', 'arn'],
};

test('a healthy run sees all that it ever saw', () => {
  const missing = Object.entries(SEEN).flatMap(([fact, fields]) => {
    const observation = inside?.[fact as keyof typeof inside];
    const found = observation?.state === 'seen' ? fieldsOf(observation.value) : [];
    return fields.filter((field) => !found.includes(field)).map((field) => `${fact}.${field}`);
  });
  expect(missing).toEqual([]);
});

test('of each server several answers, of each address every step', () => {
  const seenIn = <T>(one: { state: string; value?: T } | undefined) => one?.value;
  const queries = seenIn(inside?.serviceDns)?.queries ?? [];
  expect(queries.filter(({ type }) => type === 'A')).toHaveLength(3);
  expect(queries.filter(({ type }) => type === 'AAAA')).toHaveLength(1);
  for (const step of [inside?.tcp, inside?.tls, inside?.http]) expect(seenIn<readonly unknown[]>(step)).toHaveLength(2);
});
