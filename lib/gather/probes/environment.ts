import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { Environment, UrlVariable } from '../../model/environment.ts';
import { SERVICE } from '../../services/index.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Programs other than Node's SDK heed them in either case. */
const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/** The service's own comes before the general one. Source: AWS SDKs Reference Guide, "Service-specific endpoints". */
const ENDPOINT_URLS = [SERVICE.endpointUrlVariable, 'AWS_ENDPOINT_URL'];

/** Where SDKs find a role once there is no access key. */
const ROLES = [
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
];

/** What this process's variables say to SDKs: hosts, names and kinds, never a value that may hold a credential. */
export async function readEnvironment(
  variables: Variables,
  interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): Promise<Environment> {
  const isOn = (name: string) => variables[name]?.toLowerCase() === 'true';
  const file = variables.NODE_EXTRA_CA_CERTS;
  return {
    proxies: urlsIn(variables, PROXIES),
    noProxy: `${variables.NO_PROXY ?? ''},${variables.no_proxy ?? ''}`.split(/[\s,]+/).filter(isHostOrRange),
    endpointUrls: isOn('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS') ? [] : urlsIn(variables, ENDPOINT_URLS),
    usesFips: isOn('AWS_USE_FIPS_ENDPOINT'),
    usesDualStack: isOn('AWS_USE_DUALSTACK_ENDPOINT'),
    extraAuthorities: file ? { file, isReadable: await isReadable(file) } : null,
    verifiesCertificates: variables.NODE_TLS_REJECT_UNAUTHORIZED !== '0',
    accessKey: kindOf(variables.AWS_ACCESS_KEY_ID),
    roleVariables: ROLES.filter((name) => variables[name]),
    addressFamilies: familiesOf(interfaces),
  };
}

/** Every host with IPv6 has addresses that reach no farther than their link. */
function familiesOf(interfaces: ReturnType<typeof networkInterfaces>): readonly (4 | 6)[] {
  const own = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.toLowerCase().startsWith('fe80:'));
  return ([4, 6] as const).filter((family) => own.some((one) => one.family === `IPv${family}`));
}

/** What NO_PROXY may hold: hosts, domains, addresses and their ranges, with ports. A URL there may hold a password, and excepts nothing. */
const isHostOrRange = (entry: string): boolean => /^[\w*.:[\]-]{1,255}(\/\d{1,3})?$/.test(entry);

const urlsIn = (variables: Variables, names: readonly string[]): readonly UrlVariable[] =>
  names.flatMap((variable) => {
    const value = variables[variable];
    return value ? [{ variable, host: hostOf(value) }] : [];
  });

/** A proxy may be written without a scheme. A password with a `/`, `?` or `#` in it ends the host too early: then none is kept. */
function hostOf(value: string): string | null {
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  if (url === null || `${url.pathname}${url.search}${url.hash}`.includes('@')) return null;
  return url.host || null;
}

const kindOf = (accessKeyId: string | undefined): Environment['accessKey'] => {
  if (!accessKeyId) return 'none';
  return accessKeyId.startsWith('AKIA') ? 'long-term' : 'temporary';
};

const isReadable = (file: string): Promise<boolean> =>
  access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
