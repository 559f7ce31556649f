import { CHECKED_CODES, type Code } from '../../../model/codes.ts';

/** What a stranger's address may show beside what connections and handshakes do there. */
const SHOWN_BESIDE: ReadonlySet<Code> = new Set<Code>([
  ...(['dns/public-answer', 'dns/private-not-endpoint', 'endpoint/mtu'] as const),
  // Policies at the secret that ask where a call comes from.
  ...(['iam/resource-implicit', 'iam/resource-explicit', 'iam/rcp-explicit'] as const),
]);

/** Settings of this very host, whoever is at the other end. */
const OWN_SETTINGS: ReadonlySet<Code> = new Set<Code>([
  ...(['tls/ca-env-bad', 'tls/verify-disabled', 'path/contradicts-configuration'] as const),
]);

/** Whether a finding follows from an answer with an address that is not the endpoint's: whoever is there owes us nothing. */
const followsFromWrongAddress = (code: Code): boolean =>
  SHOWN_BESIDE.has(code) || (/^(tls|path)\//.test(code) && !OWN_SETTINGS.has(code));

/** All that follows where a name is answered with an address that is not the endpoint's. */
export const WRONG_ADDRESS_EXPLAINS: readonly Code[] = CHECKED_CODES.filter(followsFromWrongAddress);

/** What shows first where a setting keeps the name from leading to the endpoint; the rest follows from that. */
export const RESOLVES_ELSEWHERE_EXPLAINS: readonly Code[] = ['dns/public-answer', 'dns/private-not-endpoint'];

/** All that follows where a name is answered with no address. */
export const NO_ADDRESS_EXPLAINS: readonly Code[] = ['dns/name-not-found', 'dns/no-address', 'dns/resolver-failing'];
