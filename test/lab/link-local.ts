import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { World } from './world.ts';

/** Answers what is its own: true where it has taken the request. */
export type LinkLocalRoute = (request: IncomingMessage, response: ServerResponse, world: World) => boolean;

/** What is asked of link-local hosts, over plain HTTP: who answers at each address, in this order. */
export type LinkLocalHosts = Readonly<Record<string, readonly LinkLocalRoute[]>>;

/** What instance metadata gives to whoever asks for a token, and wants to see again. */
export const METADATA_TOKEN = 'AQAEAExampleMetadataToken==';

const PORT = 80;

/** Listens at link-local addresses of the client's; what no route takes is not found. Resolves when all accept. */
export async function startLinkLocal(world: World, hosts: LinkLocalHosts): Promise<void> {
  const all = Object.entries(hosts).filter(([, routes]) => routes.length > 0);
  await Promise.all(all.map(([address, routes]) => listen(address, routes, world)));
}

function listen(address: string, routes: readonly LinkLocalRoute[], world: World): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    if (!routes.some((route) => route(request, response, world))) response.writeHead(404).end();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, address, () => resolve());
  });
}
