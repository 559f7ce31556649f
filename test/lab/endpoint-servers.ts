import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { awsApis } from './apis/aws-apis.ts';
import type { ChainKind, Pki, ServerIdentity } from './pki.ts';
import { secretsManager } from './secrets-manager.ts';
import { OUTSIDE } from './topology.ts';
import { endpointRoles, serviceHost, type World } from './world.ts';

const PORT = 443;

/** The chain that the world's servers show, where they speak TLS at all. */
export function chainOf(world: World): ChainKind {
  const { tls } = world.Behaviour;
  return tls === 'plain-http' || tls === 'reset' || tls === 'silent' ? 'amazon' : tls;
}

/** Listens on every interface of the endpoint, on the public addresses and for the outside; resolves when all accept. */
export async function startEndpoints(world: World, { server: identity, apis }: Pki): Promise<void> {
  const serving = endpointRoles(world).filter((role) => world.Behaviour.interfaces[role] !== 'refuses');
  await Promise.all([
    ...serving.map((role) =>
      listen(serverFor(world, identity, true), world.NetworkInterfaces[role]?.PrivateIpAddress ?? ''),
    ),
    listen(serverFor(world, identity, false), world.PublicAddresses.IPv4),
    ...[world.NetworkInterfaces.api?.PrivateIpAddress, world.PublicAddresses.Apis, OUTSIDE.services]
      .filter((address) => address !== undefined)
      .map((address) => listen(apiServer(world, apis), address)),
  ]);
}

function serverFor(world: World, identity: ServerIdentity, throughEndpoint: boolean): Server {
  const onFirstBytes = NOT_TLS[world.Behaviour.tls];
  if (onFirstBytes)
    return createTcpServer((socket) =>
      socket.on('error', () => socket.destroy()).once('data', () => onFirstBytes(socket)),
    );
  const serve = secretsManager(world, throughEndpoint);
  const server = createHttpsServer({ ...identity, minVersion: 'TLSv1.2' }, (request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  return server.on('tlsClientError', (_, socket) => socket.destroy());
}

/** All of AWS's APIs at one address, by the name that is called. */
function apiServer(world: World, identity: ServerIdentity): Server {
  const [others, secrets] = [awsApis(world), secretsManager(world, false)];
  return createHttpsServer({ ...identity, minVersion: 'TLSv1.2' }, (request, response) => {
    const serve = request.headers.host === serviceHost(world) ? secrets : others;
    serve(request, response).catch(() => response.destroy());
  }).on('tlsClientError', (_, socket) => socket.destroy());
}

/** Peers that accept TCP and then do something else than TLS. */
const NOT_TLS: Readonly<Partial<Record<World['Behaviour']['tls'], (socket: Socket) => void>>> = {
  'plain-http': (socket) => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'),
  reset: (socket) => socket.resetAndDestroy(),
  silent: () => {},
};

const listen = (server: Server, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, address, () => resolve());
  });
