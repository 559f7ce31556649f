import type { AddressInfo, Server, Socket } from 'node:net';

/** Starts a server on a free port of the loopback address. When it is closed, so are its connections, whoever waits on them. */
export const listenOn = <S extends Server>(server: S): Promise<S> =>
  new Promise((resolve, reject) => {
    const open = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      open.add(socket.once('close', () => open.delete(socket)));
    });
    const close = server.close.bind(server);
    server.close = (done) => {
      for (const socket of open) socket.destroy();
      return close(done);
    };
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;
