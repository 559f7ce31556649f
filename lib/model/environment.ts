import * as v from 'valibot';
import { type Fits, list, text, textOrNull, texts } from './schema.ts';

const URL_VARIABLE = v.object({
  variable: text,
  /** Host and port; null where the value is no URL. */
  host: textOrNull,
});

/** A variable that sends calls somewhere: its host alone, as the rest of a URL may hold a password. */
export type UrlVariable = Fits<typeof URL_VARIABLE>;

export const ENVIRONMENT = v.object({
  proxies: list(URL_VARIABLE),
  /** NO_PROXY's entries. */
  noProxy: texts,
  /** `AWS_ENDPOINT_URL` and its like for the service, as far as SDKs heed them. */
  endpointUrls: list(URL_VARIABLE),
  usesFips: v.boolean(),
  usesDualStack: v.boolean(),
  /** NODE_EXTRA_CA_CERTS: authorities that this process trusts beside those that Node brings. */
  extraAuthorities: v.nullable(v.object({ file: text, isReadable: v.boolean() })),
  /** False where NODE_TLS_REJECT_UNAUTHORIZED is 0: programs here then accept any certificate. */
  verifiesCertificates: v.boolean(),
  /** By the prefix of AWS_ACCESS_KEY_ID: `AKIA` belongs to a user and stays, any other comes from a role and ends. */
  accessKey: v.picklist(['none', 'long-term', 'temporary']),
  /** Variables by which a role would be offered, were there no access key. */
  roleVariables: texts,
  /** Families of the addresses that this host has beside loopback and IPv6's own of a link. Earlier recordings do not tell. */
  addressFamilies: v.exactOptional(list(v.picklist([4, 6]))),
});

/** What the environment of this very process tells SDKs. No value that may hold a credential is kept. */
export type Environment = Fits<typeof ENVIRONMENT>;

/** Such as `use1-az1`: the same place under the same name in every account. */
export const EXECUTION_ENVIRONMENT = v.object({ availabilityZoneId: text });

/** What Lambda's metadata endpoint says of the place where this very run happens. */
export type ExecutionEnvironment = Fits<typeof EXECUTION_ENVIRONMENT>;
