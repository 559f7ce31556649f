import { factsOf } from '../facts/facts-of.ts';
import type { Deadline } from '../gather/deadline.ts';
import { liveConfiguration, type ReadConfiguration } from '../gather/read-configuration.ts';
import type { SourceRequest } from '../gather/reads/configuration.ts';
import type { SeenListener } from '../gather/seen-listener.ts';
import type { Facts, ProbeObservations } from '../model/facts.ts';
import { seen, unseen } from '../model/observation.ts';
import type { Target, Vantage } from '../model/run.ts';
import { TOOL } from '../version.ts';

export interface InspectRequest {
  readonly target: Target;
  readonly source: SourceRequest;
  readonly deadline: Deadline;
}

/** What a look from outside has of the world; tests hand it their own. */
export interface InspectIo {
  readonly now?: () => Date;
  readonly readConfiguration?: ReadConfiguration;
  readonly onSeen?: SeenListener;
}

const VANTAGE: Vantage = { kind: 'live', place: 'outside', functionName: null, accountId: null };

/** Looks at the configuration alone, from wherever the APIs can be reached. No packet is sent to the endpoint. */
export async function inspect({ target, source, deadline }: InspectRequest, io: InspectIo = {}): Promise<Facts> {
  const { now = () => new Date(), readConfiguration = liveConfiguration(target, VANTAGE, source), onSeen } = io;
  const takenAt = now().toISOString();
  const configuration = await readConfiguration(deadline, onSeen);
  const about = { target: seen(target, 0), vantage: seen(VANTAGE, 0) };
  return factsOf({ ...about, ...NOT_PROBED, ...configuration }, takenAt, TOOL);
}

const notProbed = unseen('skipped', 'no packet was sent: only configuration was read');

/** What a look from outside sees of packets. */
export const NOT_PROBED: ProbeObservations = {
  environment: notProbed,
  executionEnvironment: notProbed,
  place: notProbed,
  serviceDns: notProbed,
  vpcResolverDns: notProbed,
  endpointDns: notProbed,
  tcp: notProbed,
  tls: notProbed,
  http: notProbed,
  credentials: notProbed,
  secret: notProbed,
};
