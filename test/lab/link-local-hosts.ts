import { credentialHosts } from './credential-servers.ts';
import type { LinkLocalHosts } from './link-local.ts';
import { metadataHosts } from './metadata.ts';
import type { World } from './world.ts';

/** All link-local hosts of a world: at one address there may be both credentials and the place. */
export function linkLocalHosts(world: World): LinkLocalHosts {
  const [credentials, places] = [credentialHosts(world), metadataHosts(world)];
  const addresses = [...new Set([...Object.keys(credentials), ...Object.keys(places)])];
  return Object.fromEntries(
    addresses.map((address) => [address, [...(credentials[address] ?? []), ...(places[address] ?? [])]]),
  );
}
