import type { liveProbes } from '../../lib/gather/gather-probes.ts';
import type { Waits } from '../../lib/gather/waits.ts';
import { unseen } from '../../lib/model/observation.ts';
import type { HttpAttempt, TcpAttempt } from '../../lib/model/probes.ts';
import type { TlsAttempt } from '../../lib/model/tls.ts';
import { credentials, ENI_A, ENI_B, environment, http, query, resolvesTo, secret, tcp, tls } from './world.ts';

export type Probes = typeof liveProbes;

/** The steps of a connection, each by itself, as tests change them. */
export interface Steps {
  tcp(address: string, port: number, waits: Waits): Promise<TcpAttempt>;
  tls(address: string, port: number, host: string, waits: Waits): Promise<TlsAttempt>;
  http(address: string, port: number, host: string, waits: Waits): Promise<HttpAttempt>;
}

/** A connection made of steps: each goes on where the one before got through. */
export const connectionBy =
  ({ tcp, tls, http }: Steps): Probes['connection'] =>
  (address, port, host, waits) => {
    const opened = tcp(address, port, waits);
    const secured = opened.then(({ outcome }) => (outcome === 'open' ? tls(address, port, host, waits) : null));
    const asked = secured.then((made) => (made?.outcome === 'verified' ? http(address, port, host, waits) : null));
    return { tcp: opened, tls: secured, http: asked };
  };

/** Probes of the healthy world, with something changed. */
export const probes = ({
  tcp: openTcp = async (address) => tcp(address),
  tls: secure = async (address) => tls(address),
  http: ask = async (address) => http(address),
  ...change
}: Partial<Probes & Steps> = {}): Probes => ({
  environment: async () => environment(),
  executionEnvironment: async () => null,
  place: async () => unseen('timed-out', 'no instance metadata answered on this host'),
  serviceDns: async () => resolvesTo([ENI_A, ENI_B]),
  vpcResolverDns: async () => ({ queries: [query()] }),
  endpointDns: async () => ({ queries: [query()] }),
  connection: connectionBy({ tcp: openTcp, tls: secure, http: ask }),
  credentials: async () => credentials(),
  secret: async (_, address) => secret({ remoteAddress: address }),
  ...change,
});
