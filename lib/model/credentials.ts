import * as v from 'valibot';
import { type Fits, milliseconds, number, textOrNull, texts } from './schema.ts';

/** Where the SDK's chain looks, in the words of the AWS SDKs Reference Guide. */
const CREDENTIAL_SOURCE = v.picklist([
  /** AWS_ACCESS_KEY_ID and its like. */
  'environment',
  /** Keys that a profile of the shared configuration holds. */
  'profile',
  /** A profile's role, with the credentials of another source. */
  'assumed-role',
  /** A role for a token in a file, as EKS gives it to service accounts (IRSA). */
  'web-identity',
  'process',
  'sso',
  'login',
  'pod-identity',
  'container',
  'instance-metadata',
  'none',
]);
export type CredentialSource = Fits<typeof CREDENTIAL_SOURCE>;

const CREDENTIALS_OUTCOME = v.picklist([
  'loaded',
  'name-not-resolved',
  /** No packet came back. */
  'silent',
  'refused',
  'unreachable',
  /** TCP opened, and TLS never completed. */
  'not-secured',
  /** The connection opened, and nothing answered the request. */
  'unanswered',
  /** The source answered that it gives none. */
  'denied',
  'expired',
  /** A file, a role or a whole source that is not there. */
  'not-found',
  'unfinished',
  'failed',
]);
export type CredentialsOutcome = Fits<typeof CREDENTIALS_OUTCOME>;

export const CREDENTIALS = v.object({
  source: CREDENTIAL_SOURCE,
  /** Who was asked last; null where nobody is asked over the network, or nobody was. */
  host: textOrNull,
  /** What of it, such as `sts:AssumeRoleWithWebIdentity`. */
  asks: textOrNull,
  /** What the host's name resolved to. */
  addresses: texts,
  outcome: CREDENTIALS_OUTCOME,
  /** A name that AWS's services, the SDK or Node give errors. */
  errorName: textOrNull,
  code: textOrNull,
  /** Of the answer that gave none. */
  status: v.nullable(number),
  /** What hands credentials of its own to what runs in it, by the variables that it sets. */
  runsIn: v.nullable(v.picklist(['ecs-task', 'kubernetes-pod'])),
  /** `absent`: AWS_PROFILE names one that no file has. */
  profile: v.exactOptional(v.literal('absent')),
  tookMs: milliseconds,
});

/** Where credentials come from, and what became of loading them. Nothing of them is here. */
export type CredentialsLook = Fits<typeof CREDENTIALS>;
