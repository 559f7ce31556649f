import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { probeExecutionEnvironment } from '../../../lib/gather/probes/execution-environment.ts';
import { listenOn, portOf } from '../../support/listen.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A metadata endpoint that answers so; null: it never answers. */
async function metadata(body: string | null, status = 200) {
  const asked: { url?: string | undefined; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, headers: request.headers });
    if (body !== null) response.writeHead(status).end(body);
  });
  servers.push(server);
  const port = portOf(await listenOn(server));
  return {
    asked,
    variables: { AWS_LAMBDA_METADATA_API: `127.0.0.1:${port}`, AWS_LAMBDA_METADATA_TOKEN: 'secret-token' },
  };
}

test("Lambda's metadata endpoint tells the Availability Zone, asked with its token", async () => {
  const { asked, variables } = await metadata('{"AvailabilityZoneID":"use1-az1"}');
  expect(await probeExecutionEnvironment(variables, 500)).toEqual({ availabilityZoneId: 'use1-az1' });
  expect(asked).toMatchObject([
    { url: '/2026-01-15/metadata/execution-environment', headers: { authorization: 'Bearer secret-token' } },
  ]);
});

test.each([
  ['another status', '{"AvailabilityZoneID":"use1-az1"}', 403],
  ['no JSON', '<html>', 200],
  ['no zone', '{}', 200],
  ['a zone that is none', '{"AvailabilityZoneID":"\\u001b[31m"}', 200],
  ['null', 'null', 200],
])('an answer with %s tells nothing', async (_, body, status) => {
  const { variables } = await metadata(body, status);
  expect(await probeExecutionEnvironment(variables, 500)).toBeNull();
});

test('outside Lambda nothing is asked', async () => {
  expect(await probeExecutionEnvironment({}, 500)).toBeNull();
  expect(await probeExecutionEnvironment({ AWS_LAMBDA_METADATA_API: '127.0.0.1:1' }, 500)).toBeNull();
  expect(
    await probeExecutionEnvironment({ AWS_LAMBDA_METADATA_API: ':::', AWS_LAMBDA_METADATA_TOKEN: 't' }, 500),
  ).toBeNull();
});

test('an endpoint that never answers is waited for no longer than asked', async () => {
  const { variables } = await metadata(null);
  await expect(probeExecutionEnvironment(variables, 100)).rejects.toMatchObject({ name: 'AbortError' });
});
