import type { AddressInfo, Server } from 'node:net';

/** Starts a server on a free port of the loopback address. */
export const listenOn = <S extends Server>(server: S): Promise<S> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;
