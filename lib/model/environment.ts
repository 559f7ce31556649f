/** A variable that sends calls somewhere: its host alone, as the rest of a URL may hold a password. */
export interface UrlVariable {
  readonly variable: string;
  /** Host and port; null where the value is no URL. */
  readonly host: string | null;
}

/** What the environment of this very process tells SDKs. No value that may hold a credential is kept. */
export interface Environment {
  readonly proxies: readonly UrlVariable[];
  /** NO_PROXY's entries. */
  readonly noProxy: readonly string[];
  /** `AWS_ENDPOINT_URL` and its like for the service, as far as SDKs heed them. */
  readonly endpointUrls: readonly UrlVariable[];
  readonly usesFips: boolean;
  readonly usesDualStack: boolean;
  /** NODE_EXTRA_CA_CERTS: authorities that this process trusts beside those that Node brings. */
  readonly extraAuthorities: { readonly file: string; readonly isReadable: boolean } | null;
  /** False where NODE_TLS_REJECT_UNAUTHORIZED is 0: programs here then accept any certificate. */
  readonly verifiesCertificates: boolean;
  /** By the prefix of AWS_ACCESS_KEY_ID: `AKIA` belongs to a user and stays, any other comes from a role and ends. */
  readonly accessKey: 'none' | 'long-term' | 'temporary';
  /** Variables by which a role would be offered, were there no access key. */
  readonly roleVariables: readonly string[];
}

/** What Lambda's metadata endpoint says of the place where this very run happens. */
export interface ExecutionEnvironment {
  /** Such as `use1-az1`: the same place under the same name in every account. */
  readonly availabilityZoneId: string;
}
