import { isService } from './vpc-endpoint.ts';

/** One elastic network interface of the endpoint, as told at deploy time or read from EC2. */
export interface EndpointInterface {
  readonly networkInterfaceId: string;
  readonly privateIpAddress: string;
  readonly availabilityZone?: string;
}

/** What is known of the expected endpoint before a packet is sent. */
export interface ExpectedEndpoint {
  readonly vpcEndpointId?: string;
  /** The endpoint's own names (`vpce-….vpce.amazonaws.com`), regional and zonal: public names of its private addresses. */
  readonly dnsNames: readonly string[];
  readonly networkInterfaces: readonly EndpointInterface[];
  /** CIDRs of the VPC the endpoint is in. */
  readonly vpcCidrs: readonly string[];
}

/** What a run is asked to prove. */
export interface Target {
  readonly region: string;
  /** The service's regional name, from the SDK's own endpoint rules. */
  readonly host: string;
  readonly port: number;
  /** Null where no secret was named: then configuration alone is judged. */
  readonly secretId: string | null;
  /** True where the secret is the verifier's own, made for this proof. */
  readonly canary: boolean;
  /**
   * Whose permissions the call carries. `workload`: this host's own, so a denial is the workload's denial.
   * `verifier`: the diagnosing function's, so a denial of its role says nothing about a workload.
   */
  readonly identity: 'workload' | 'verifier';
  readonly endpoint: ExpectedEndpoint;
}

/** Where the facts were gathered. */
export interface Vantage {
  readonly kind: 'live' | 'replayed' | 'offline';
  /** The Lambda function's name; null on a host. */
  readonly functionName: string | null;
  /** `outside`: configuration was read, and no packet was sent. */
  readonly place: 'inside' | 'outside';
  /** Account of whoever looked, where it is known without asking. */
  readonly accountId: string | null;
}

/** The secret's id for a sentence or a command; a placeholder where none was named. */
export const secretIdOf = ({ secretId }: Target): string => secretId ?? 'SECRET_ID';

/** Whether a service is the one under test. */
export const servesTarget = (serviceName: string | undefined, { region, host }: Target): boolean =>
  isService(serviceName, `${region}.${host.slice(0, host.indexOf('.'))}`);

const SECRET_ARN = /^arn:aws[a-z-]{0,20}:secretsmanager:[a-z0-9-]{1,30}:[0-9]{12}:secret:/;

/** Six characters that Secrets Manager puts behind a name in an ARN, or what a policy or denial has in their place. */
const SUFFIX = /^-(?:[A-Za-z0-9]{6}|\*|\?{6})$/;

/** Whether a text has the form of a secret's ARN, whichever secret's. */
export const isSecretArn = (text: string): boolean => SECRET_ARN.test(text);

/** Whether a text is the id of the secret that was asked for: its name or ARN, with or without the six characters at the end. */
export function isSecretAsked(text: string, secretId: string): boolean {
  const [place, asked] = [SECRET_ARN.exec(text)?.[0] ?? '', SECRET_ARN.exec(secretId)?.[0] ?? ''];
  if (place !== '' && asked !== '' && place !== asked) return false;
  const [shorter, longer] = [text.slice(place.length), secretId.slice(asked.length)].toSorted(
    (a, b) => a.length - b.length,
  ) as [string, string];
  return longer === shorter || (longer.startsWith(shorter) && SUFFIX.test(longer.slice(shorter.length)));
}
