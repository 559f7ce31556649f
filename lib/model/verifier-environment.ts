/** The variables of a verifier's environment, by what each sets. */
export const VARIABLES = {
  secretId: 'VPCE_DOCTOR_SECRET_ID',
  endpoint: 'VPCE_DOCTOR_ENDPOINT',
  client: 'VPCE_DOCTOR_CLIENT',
  workload: 'VPCE_DOCTOR_WORKLOAD',
  zone: 'VPCE_DOCTOR_ZONE',
  allow: 'VPCE_DOCTOR_ALLOW',
  probeTimeoutMs: 'VPCE_DOCTOR_PROBE_TIMEOUT_MS',
} as const;

type Setting = keyof typeof VARIABLES;

/** What a verifier is told, in the texts of its environment. */
export type VerifierSettings = { readonly [S in Setting]?: string };

/** The environment that tells a verifier so. */
export const variablesOf = (settings: VerifierSettings): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).map(([setting, text]) => [VARIABLES[setting as Setting], text]));
