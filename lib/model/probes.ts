import * as v from 'valibot';
import { CREDENTIALS } from './credentials.ts';
import { ANSWERS, SERVICE_DNS } from './dns.ts';
import { ENVIRONMENT, EXECUTION_ENVIRONMENT } from './environment.ts';
import { PLACE } from './place.ts';
import {
  type Fits,
  list,
  milliseconds,
  number,
  observed,
  observedOrMissing,
  text,
  textOrNull,
  texts,
} from './schema.ts';
import { CERTIFICATE, TLS_ATTEMPT } from './tls.ts';

const IP_FAMILY = v.picklist([4, 6]);

export const TCP_OUTCOME = v.picklist([
  'open',
  'silent',
  'refused',
  /** A router on the path said that the packets go no further. */
  'rejected',
  /** This host itself has no way there. */
  'unreachable',
  'unfinished',
  'failed',
]);
export type TcpOutcome = Fits<typeof TCP_OUTCOME>;

const TCP_ATTEMPT = v.object({
  address: text,
  family: IP_FAMILY,
  outcome: TCP_OUTCOME,
  code: textOrNull,
  tookMs: milliseconds,
});
export type TcpAttempt = Fits<typeof TCP_ATTEMPT>;

export const HTTP_OUTCOME = v.picklist([
  'answered',
  'reset',
  'silent',
  'not-http',
  'not-connected',
  'unfinished',
  'failed',
]);
export type HttpOutcome = Fits<typeof HTTP_OUTCOME>;

const HTTP_ATTEMPT = v.object({
  address: text,
  outcome: HTTP_OUTCOME,
  code: textOrNull,
  status: v.nullable(number),
  contentType: textOrNull,
  /** The server's own clock, as its Date header gives it. */
  dateHeader: textOrNull,
  /** How far that is ahead of this host's clock, to a second or so; null where it is not known. */
  clockAheadMs: v.nullable(milliseconds),
  tookMs: milliseconds,
});

/** An unauthenticated `GET /`: any HTTP answer over verified TLS shows the service. */
export type HttpAttempt = Fits<typeof HTTP_ATTEMPT>;

const SECRET_OUTCOME = v.picklist([
  'read',
  /** An answer without a value: HTTP 200, and neither SecretString nor SecretBinary. */
  'empty',
  /** The service answered with an error of its own. */
  'refused',
  /** Something answered that was not the service's JSON. */
  'not-the-service',
  'not-connected',
  'reset',
  'silent',
  'no-credentials',
  'unfinished',
  'failed',
]);
export type SecretOutcome = Fits<typeof SECRET_OUTCOME>;

const WITHHELD = v.object({
  field: v.picklist(['message', 'errorName', 'contentType', 'requestId', 'arn']),
  characters: number,
  /** Which words of a fixed list stand in it. */
  mentions: texts,
});

/** A text of a peer that this project does not know: it may quote the request's credentials, or the secret. */
export type Withheld = Fits<typeof WITHHELD>;

const SECRET_READ = v.object({
  outcome: SECRET_OUTCOME,
  /** Remote address of the very socket that carried the call. */
  remoteAddress: textOrNull,
  /** What TLS agreed on there, and the certificate that was verified there. */
  tlsProtocol: textOrNull,
  certificate: v.nullable(CERTIFICATE),
  errorName: textOrNull,
  errorCode: textOrNull,
  /** A sentence of the service that this project knows, in its words; null for any other text. */
  message: textOrNull,
  status: v.nullable(number),
  contentType: textOrNull,
  requestId: textOrNull,
  arn: textOrNull,
  /** What else the peer said, by its measure alone. */
  withheld: list(WITHHELD),
  tookMs: milliseconds,
});

/** The call under test, as a workload would make it. The value itself has no field here, nor anywhere else. */
export type SecretRead = Fits<typeof SECRET_READ>;

/** What is seen only from inside, where the workload is: what packets show, and what this process is told. */
export const PROBES = {
  environment: observed(ENVIRONMENT),
  executionEnvironment: observed(EXECUTION_ENVIRONMENT),
  place: observedOrMissing(PLACE),
  serviceDns: observed(SERVICE_DNS),
  vpcResolverDns: observed(ANSWERS),
  endpointDns: observed(ANSWERS),
  tcp: observed(list(TCP_ATTEMPT)),
  tls: observed(list(TLS_ATTEMPT)),
  http: observed(list(HTTP_ATTEMPT)),
  credentials: observedOrMissing(CREDENTIALS),
  secret: observed(SECRET_READ),
} as const;

export type ProbeValues = {
  readonly [N in keyof typeof PROBES]: Fits<(typeof PROBES)[N]> extends infer O
    ? O extends { readonly state: 'seen'; readonly value: infer T }
      ? T
      : never
    : never;
};
