import { createServer, get } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pinnedAgentTo } from '../../lib/gather/clients.ts';
import { makePki } from '../lab/pki.ts';
import { listenOn, portOf } from '../support/listen.ts';

const HOST = 'secretsmanager.eu-west-2.amazonaws.com';
const trusted = getCACertificates('default');
const pki = await makePki(HOST, 'amazon');

/** Talks for ever, as long as somebody listens. */
const endless = createServer(pki.server, (_, response) => {
  const talk = () => {
    while (response.writable && response.write(Buffer.alloc(64_000, 'x')));
  };
  response.on('drain', talk).on('error', () => {});
  talk();
});
beforeAll(async () => {
  setDefaultCACertificates([pki.root]);
  await listenOn(endless);
});
afterAll(() => {
  endless.close();
  endless.closeAllConnections();
  setDefaultCACertificates(trusted);
});

test('an answer that does not end is cut, and the socket tells what it was', async () => {
  const carrier = pinnedAgentTo('127.0.0.1', undefined, 256_000);
  let received = 0;
  const code = await new Promise<string | undefined>((resolve) => {
    const asked = get({ host: HOST, port: portOf(endless), agent: carrier.agent }, (response) => {
      response.on('data', ({ length }: Buffer) => {
        received += length;
      });
      response.on('error', ({ code: ended }: NodeJS.ErrnoException) => resolve(ended));
    });
    asked.on('error', ({ code: ended }: NodeJS.ErrnoException) => resolve(ended));
  });
  expect(['ERR_ANSWER_TOO_LONG', 'ECONNRESET']).toContain(code);
  expect(received).toBeLessThan(1_000_000);
  expect(carrier.shown()).toMatchObject({ remoteAddress: '127.0.0.1', tlsProtocol: 'TLSv1.3' });
  expect(carrier.shown().certificate?.issuer).toContain('Amazon');
  carrier.agent.destroy();
});
