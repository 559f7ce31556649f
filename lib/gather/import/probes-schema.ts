import * as v from 'valibot';
import type { ProbeValues } from '../../model/facts.ts';
import { list, number, text, textOrNull, texts } from './schema-parts.ts';

const dnsOutcome = v.picklist([
  ...(['answered', 'name-not-found', 'no-address', 'server-failed', 'refused'] as const),
  ...(['silent', 'unreachable', 'unfinished', 'failed'] as const),
]);
const lookup = { outcome: dnsOutcome, code: textOrNull, addresses: texts, tookMs: number };
const query = v.object({
  name: text,
  type: v.picklist(['A', 'AAAA']),
  server: text,
  ...lookup,
  ttlSeconds: v.nullable(number),
});
const queries = v.object({ queries: list(query) });

const certificate = v.object({
  subject: text,
  issuer: text,
  issuerOrganization: textOrNull,
  subjectAltNames: texts,
  notBefore: text,
  notAfter: text,
  fingerprint256: text,
});

/** What may become of each step on one address. */
export const OUTCOMES = {
  tcp: v.picklist(['open', 'silent', 'refused', 'rejected', 'unreachable', 'unfinished', 'failed']),
  tls: v.picklist([
    ...(['verified', 'untrusted', 'self-signed', 'wrong-host', 'expired', 'not-yet-valid', 'reset'] as const),
    ...(['closed', 'silent', 'not-tls', 'version-refused', 'not-connected', 'unfinished', 'failed'] as const),
  ]),
  http: v.picklist(['answered', 'reset', 'silent', 'not-http', 'not-connected', 'unfinished', 'failed']),
} as const;

const tcpAttempt = v.object({
  address: text,
  family: v.picklist([4, 6]),
  outcome: OUTCOMES.tcp,
  code: textOrNull,
  tookMs: number,
});

const tlsAttempt = v.object({
  address: text,
  outcome: OUTCOMES.tls,
  code: textOrNull,
  protocol: textOrNull,
  certificate: v.nullable(certificate),
  /** Version 0.1.0 sent none at first. */
  smallHello: v.optional(
    v.nullable(v.picklist(['alert', 'cut', 'silent', 'not-connected', 'unfinished', 'failed'])),
    null,
  ),
  tookMs: number,
});

const httpAttempt = v.object({
  address: text,
  outcome: OUTCOMES.http,
  code: textOrNull,
  status: v.nullable(number),
  contentType: textOrNull,
  dateHeader: textOrNull,
  clockAheadMs: v.optional(v.nullable(number), null),
  tookMs: number,
});

const secretRead = v.object({
  outcome: v.picklist([
    ...(['read', 'empty', 'refused', 'not-the-service', 'not-connected', 'reset'] as const),
    ...(['silent', 'no-credentials', 'unfinished', 'failed'] as const),
  ]),
  remoteAddress: textOrNull,
  tlsProtocol: v.optional(textOrNull, null),
  certificate: v.optional(v.nullable(certificate), null),
  errorName: textOrNull,
  errorCode: textOrNull,
  message: textOrNull,
  status: v.nullable(number),
  contentType: textOrNull,
  requestId: textOrNull,
  arn: textOrNull,
  /** Version 0.1.0 kept whatever held no credential. */
  withheld: v.optional(
    list(
      v.object({
        field: v.picklist(['message', 'errorName', 'contentType', 'requestId', 'arn']),
        characters: number,
        mentions: texts,
      }),
    ),
    [],
  ),
  tookMs: number,
});

const urls = list(v.object({ variable: text, host: textOrNull }));

/** What is seen from inside, by the name of each fact. */
export const PROBE_SCHEMAS = {
  environment: v.object({
    proxies: urls,
    noProxy: texts,
    endpointUrls: urls,
    usesFips: v.boolean(),
    usesDualStack: v.boolean(),
    extraAuthorities: v.nullable(v.object({ file: text, isReadable: v.boolean() })),
    verifiesCertificates: v.boolean(),
    accessKey: v.picklist(['none', 'long-term', 'temporary']),
    roleVariables: texts,
  }),
  executionEnvironment: v.object({ availabilityZoneId: text }),
  serviceDns: v.object({ host: text, system: v.object(lookup), queries: list(query) }),
  vpcResolverDns: queries,
  endpointDns: queries,
  tcp: list(tcpAttempt),
  tls: list(tlsAttempt),
  http: list(httpAttempt),
  secret: secretRead,
} satisfies { readonly [N in keyof ProbeValues]: v.GenericSchema<unknown, ProbeValues[N]> };
