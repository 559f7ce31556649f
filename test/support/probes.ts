import type { liveProbes } from '../../lib/gather/gather-probes.ts';
import { ENI_A, ENI_B, environment, http, query, resolvesTo, secret, tcp, tls } from './world.ts';

export type Probes = typeof liveProbes;

/** Probes of the healthy world, with something changed. */
export const probes = (change: Partial<Probes> = {}): Probes => ({
  environment: async () => environment(),
  executionEnvironment: async () => null,
  serviceDns: async () => resolvesTo([ENI_A, ENI_B]),
  vpcResolverDns: async () => ({ queries: [query()] }),
  endpointDns: async () => ({ queries: [query()] }),
  tcp: async (address) => tcp(address),
  tls: async (address) => tls(address),
  http: async (address) => http(address),
  secret: async (_, address) => secret({ remoteAddress: address }),
  ...change,
});
