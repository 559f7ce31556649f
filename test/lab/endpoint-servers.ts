import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { awsApis } from './apis/aws-apis.ts';
import { CHAIN_KINDS, type ChainKind, type Pki, type ServerIdentity } from './pki.ts';
import { secretsManager } from './secrets-manager.ts';
import { OUTSIDE } from './topology.ts';
import { overWay } from './way.ts';
import { endpointRoles, serviceHost, type World } from './world.ts';

const PORT = 443;

/** The chain that the world's servers show, where they speak TLS at all. */
export const chainOf = ({ Behaviour }: World): ChainKind =>
  CHAIN_KINDS.find((kind) => kind === Behaviour.tls) ?? 'amazon';

/** Listens on every interface of the endpoint, on the public addresses and for the outside; resolves when all accept. */
export async function startEndpoints(world: World, { server: identity, apis }: Pki): Promise<void> {
  const serving = endpointRoles(world).filter((role) => world.Behaviour.interfaces[role] !== 'refuses');
  await Promise.all([
    ...serving.map((role) =>
      listen(
        overWay(serverFor(world, identity, true), world.Behaviour),
        world.NetworkInterfaces[role]?.PrivateIpAddress ?? '',
      ),
    ),
    listen(serverFor(world, identity, false), world.PublicAddresses.IPv4),
    ...[world.NetworkInterfaces.api?.PrivateIpAddress, world.PublicAddresses.Apis, OUTSIDE.services]
      .filter((address) => address !== undefined)
      .map((address) => listen(apiServer(world, apis), address)),
  ]);
}

function serverFor(world: World, identity: ServerIdentity, throughEndpoint: boolean): Server {
  const otherwise = NOT_TLS[world.Behaviour.tls];
  if (otherwise) return createTcpServer((socket) => otherwise(socket.on('error', () => socket.destroy())));
  const serve = secretsManager(world, throughEndpoint);
  const versions = VERSIONS[world.Behaviour.tls] ?? { minVersion: 'TLSv1.2' };
  const server = createHttpsServer({ ...identity, ...versions }, (request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.on('tlsClientError', (_, socket) => socket.destroy());
  return world.Behaviour.tls === 'resets-large-hello' ? behindSmallPacket(server) : server;
}

/** How many bytes fit into one packet on any path. */
const ONE_PACKET = 1_200;
const RECORD_HEADER = 5;

/** Looks at the length that the first record names, as an appliance does that sees one packet, and resets what is longer. */
const behindSmallPacket = (server: Server): Server =>
  createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (first) => {
      socket.pause();
      const length = first.length < RECORD_HEADER ? 0 : first.readUInt16BE(RECORD_HEADER - 2) + RECORD_HEADER;
      if (length > ONE_PACKET) return socket.resetAndDestroy();
      socket.unshift(first);
      server.emit('connection', socket);
    });
  });

/** All of AWS's APIs at one address, by the name that is called. */
function apiServer(world: World, identity: ServerIdentity): Server {
  const [others, secrets] = [awsApis(world), secretsManager(world, false)];
  return createHttpsServer({ ...identity, minVersion: 'TLSv1.2' }, (request, response) => {
    const serve = request.headers.host === serviceHost(world) ? secrets : others;
    serve(request, response).catch(() => response.destroy());
  }).on('tlsClientError', (_, socket) => socket.destroy());
}

type Tls = World['Behaviour']['tls'];

/** AWS's servers speak 1.2 and 1.3. Older versions need ciphers that OpenSSL keeps behind its lowest level. */
const VERSIONS: Readonly<Partial<Record<Tls, SecureContextOptions>>> = {
  'only-1.2': { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' },
  'up-to-1.1': { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
};

/** Peers that accept TCP and then do something else than TLS. */
const NOT_TLS: Readonly<Partial<Record<Tls, (socket: Socket) => void>>> = {
  'plain-http': (socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')),
  ssh: (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
  reset: (socket) => socket.once('data', () => socket.resetAndDestroy()),
  closed: (socket) => socket.once('data', () => socket.end()),
  silent: (socket) => socket.resume(),
};

const listen = (server: Server, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, address, () => resolve());
  });
