import { createServer, type Server, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { World } from './world.ts';

/** A server as it looks over a way that is slow, or that loses track of connections; most ways do neither. */
export function overWay(server: Server, { connections, serverDelayMs }: World['Behaviour']): Server {
  if (connections === null && serverDelayMs === 0) return server;
  let met = 0;
  return createServer((socket) => {
    socket.on('error', () => socket.destroy());
    met += 1;
    if (connections && connections.later !== 'dropped' && met > connections.served)
      return LATER[connections.later](socket);
    server.emit('connection', serverDelayMs === 0 ? socket : delayed(socket, serverDelayMs));
  });
}

/** What a peer does with a connection that it should know and does not. */
const LATER = {
  reset: (socket: Socket): void => {
    socket.once('data', () => socket.resetAndDestroy());
  },
  frozen: (socket: Socket): void => {
    socket.pause();
  },
};

/** The same connection, with everything that the server says `ms` milliseconds late. */
function delayed(socket: Socket, ms: number): Duplex {
  const late = (act: () => void) => setTimeout(act, ms);
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      late(() => socket.write(chunk));
      done();
    },
    final(done) {
      late(() => socket.end());
      done();
    },
    destroy(error, done) {
      late(() => socket.destroy());
      done(error);
    },
  });
  socket
    .on('data', (chunk) => stream.push(chunk))
    .on('end', () => stream.push(null))
    .on('close', () => stream.destroy());
  return stream;
}
