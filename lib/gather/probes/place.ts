import { networkInterfaces } from 'node:os';
import { type Observation, seen, unseen } from '../../model/observation.ts';
import type { Place } from '../../model/place.ts';
import { whyUnseen } from '../why-unseen.ts';
import { ecsTaskPlace, taskMetadataIn } from './ecs-task-metadata.ts';
import { instanceMetadataIn, instancePlace, type OwnInterfaces } from './instance-metadata.ts';

type Variables = Readonly<Record<string, string | undefined>>;

export interface PlaceOptions {
  readonly timeoutMs: number;
  /** Tests bring their own. */
  readonly own?: OwnInterfaces;
  readonly ecsAgent?: string;
}

const KIND = process.platform === 'win32' ? 'windows' : 'linux';

/** Metadata is in the same machine, and answers within milliseconds where it is reachable. */
const NO_ANSWER = unseen('timed-out', 'no instance metadata answered on this host');

/**
 * Asks this host's own metadata where it is, of an instance and of a task at once. The instance knows the VPC's CIDRs, and comes
 * first. Whatever does not answer in time, or not in a known form, tells nothing. Never throws.
 */
export async function probePlace(
  variables: Variables,
  { timeoutMs, own = ownInterfaces(), ecsAgent }: PlaceOptions,
): Promise<Observation<Place>> {
  const started = performance.now();
  const signal = AbortSignal.timeout(Math.ceil(timeoutMs));
  const [instance, task] = await Promise.all([
    askInstance(variables, own, signal),
    askTask(variables.ECS_CONTAINER_METADATA_URI_V4, signal, ecsAgent),
  ]);
  const told = instance.state === 'seen' ? instance : (task ?? instance);
  return told.state === 'seen' ? seen(told.value, performance.now() - started) : told;
}

async function askInstance(variables: Variables, own: OwnInterfaces, signal: AbortSignal): Promise<Observation<Place>> {
  if (variables.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true')
    return unseen('skipped', "instance metadata wasn't asked: AWS_EC2_METADATA_DISABLED is true");
  const base = instanceMetadataIn(variables.AWS_EC2_METADATA_SERVICE_ENDPOINT);
  if (base === null)
    return unseen('skipped', "instance metadata wasn't asked: AWS_EC2_METADATA_SERVICE_ENDPOINT isn't a local address");
  return toldBy(instancePlace(base, KIND, own, signal), "what answers as instance metadata doesn't tell a place");
}

async function askTask(
  uri: string | undefined,
  signal: AbortSignal,
  agent?: string,
): Promise<Observation<Place> | null> {
  if (!uri) return null;
  const url = taskMetadataIn(uri, agent);
  if (url === null) return unseen('skipped', "task metadata wasn't asked: its variable doesn't name the ECS agent");
  return toldBy(ecsTaskPlace(url, KIND, signal), "what answers as task metadata doesn't tell a place");
}

const toldBy = (asked: Promise<Place | null>, otherwise: string): Promise<Observation<Place>> =>
  asked.then(
    (place) => (place ? seen(place, 0) : unseen('failed', otherwise)),
    (error) => ((error as Error).name === 'AbortError' ? NO_ANSWER : whyUnseen(error)),
  );

function ownInterfaces(): OwnInterfaces {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const own = all.filter((one) => !one.internal);
  return { macs: [...new Set(own.map(({ mac }) => mac.toLowerCase()))], addresses: own.map(({ address }) => address) };
}
