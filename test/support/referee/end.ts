// Runs at one end of the lab's network, as text and by itself, with nothing of the project around it: answers what arrives,
// sends what its order says, and meets the other end between the steps, so that nobody judges before all is sent and answered.
import { createSocket, type Socket as Datagrams } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setImmediate, setTimeout } from 'node:timers/promises';

interface Spot {
  readonly address: string;
  readonly port: number;
}

/** Where TCP connections are taken, or datagrams. */
export interface Listens extends Spot {
  readonly protocol: string;
}

export interface Sends {
  readonly protocol: string;
  readonly from: Spot;
  readonly to: Spot;
}

/** What one end is to do. */
export interface Order {
  /** Where the ends meet, on a link that no filter sees; the host is the one that listens there. */
  readonly meetsAt: Spot;
  readonly isHost: boolean;
  readonly listens: readonly Listens[];
  readonly sends: readonly Sends[];
}

/** What came of it. */
export interface Seen {
  /** For each that was sent, in their order: whether an answer came. */
  readonly answered: readonly boolean[];
  /** Datagrams that arrived, as `10.0.0.1:31000>10.0.1.2:443`. */
  readonly arrived: readonly string[];
}

/** An answer takes a few milliseconds, and what a filter drops never comes. */
const QUIET_MS = 500;

const pairOf = (from: Spot, to: Spot): string => `${from.address}:${from.port}>${to.address}:${to.port}`;

const { meetsAt, isHost, listens, sends } = JSON.parse(process.argv[1] ?? '') as Order;
const arrived: string[] = [];
const answered = new Set<string>();

async function bound({ address, port }: Spot): Promise<Datagrams> {
  const socket = createSocket('udp4').bind({ address, port, exclusive: true });
  await once(socket, 'listening');
  return socket;
}

async function listen(spot: Listens): Promise<void> {
  if (spot.protocol === 'tcp') {
    const server = createServer((socket) => socket.on('error', () => socket.destroy()).resume());
    await once(server.listen(spot.port, spot.address), 'listening');
    return;
  }
  const socket = await bound(spot);
  socket.on('message', (message, from) => {
    arrived.push(pairOf(from, spot));
    socket.send(message, from.port, from.address);
  });
}

/** An error is no verdict, and ends all: what a filter drops is never answered at all. */
function connectFrom({ from, to }: Sends): void {
  const socket = connect({ host: to.address, port: to.port, localAddress: from.address, localPort: from.port });
  socket.once('connect', () => {
    answered.add(`tcp ${pairOf(from, to)}`);
    socket.on('error', () => {}).destroy();
  });
}

const senders = new Map<string, Promise<Datagrams>>();

/** One socket for each spot, which also takes the answers of all whom it asks. */
async function sendFrom({ from, to }: Sends): Promise<void> {
  const key = `${from.address}:${from.port}`;
  const made =
    senders.get(key) ??
    bound(from).then((socket) =>
      socket.on('message', (_, asked) =>
        answered.add(`udp ${pairOf(from, { address: asked.address, port: asked.port })}`),
      ),
    );
  senders.set(key, made);
  (await made).send('?', to.port, to.address);
}

async function reachOther(): Promise<Socket> {
  if (isHost) {
    const [socket] = await once(createServer().listen(meetsAt.port, meetsAt.address), 'connection');
    return socket;
  }
  for (;;) {
    const socket = connect(meetsAt.port, meetsAt.address);
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    if (isThere) return socket;
    await setTimeout(20);
  }
}

/** Waits until the other end has come as far, and takes what it says there. */
async function meetings(): Promise<(said?: string) => Promise<string>> {
  const socket = await reachOther();
  socket.on('error', () => {});
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  return async (said = '') => {
    socket.write(`${said}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('the other end is gone');
    return value;
  };
}

/** One turn of the loop: what has come in the meantime is taken, however long this process stood still. */
async function turn(): Promise<void> {
  for (let left = 3; left > 0; left -= 1) await setImmediate();
}

await Promise.all(listens.map(listen));
const meet = await meetings();
await meet();
for (const one of sends) {
  if (one.protocol === 'tcp') connectFrom(one);
  else await sendFrom(one);
}
await setTimeout(QUIET_MS);
await turn();
await meet();
await turn();
const seen: Seen = {
  answered: sends.map(({ protocol, from, to }) => answered.has(`${protocol} ${pairOf(from, to)}`)),
  arrived,
};
const other = await meet(JSON.stringify(seen));
// The host stays where it is until the lab ends.
if (!isHost) process.stdout.write(JSON.stringify([seen, JSON.parse(other)]), () => process.exit(0));
