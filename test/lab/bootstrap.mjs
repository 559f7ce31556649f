// What Lambda's Node.js runtime does, in few lines: load the bundle's handler, then take events from the Runtime API, one at
// a time, for ever. Runs in the client's namespace beside the bundle, and knows nothing of the lab.
import { request } from 'node:http';
import { createRequire } from 'node:module';

const {
  AWS_LAMBDA_RUNTIME_API,
  AWS_LAMBDA_FUNCTION_NAME,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  _HANDLER,
  LAMBDA_TASK_ROOT,
} = process.env;
const [hostname, port] = AWS_LAMBDA_RUNTIME_API.split(':');

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: `/2018-06-01/runtime/${path}`, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ headers: response.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const shown = (error) =>
  JSON.stringify({ errorType: error?.name ?? 'Error', errorMessage: error?.message ?? String(error) });

const contextOf = (headers) => ({
  awsRequestId: headers['lambda-runtime-aws-request-id'],
  invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
  functionName: AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: '$LATEST',
  memoryLimitInMB: AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, Number(headers['lambda-runtime-deadline-ms']) - Date.now()),
});

async function load() {
  const [file, name] = _HANDLER.split('.');
  const path = createRequire(`${LAMBDA_TASK_ROOT}/`).resolve(`./${file}.mjs`);
  return (await import(path))[name];
}

let handler;
try {
  handler = await load();
} catch (error) {
  await call('POST', 'init/error', shown(error));
  process.exit(1);
}
for (;;) {
  const { headers, text } = await call('GET', 'invocation/next');
  const id = headers['lambda-runtime-aws-request-id'];
  try {
    const answer = await handler(JSON.parse(text), contextOf(headers));
    await call('POST', `invocation/${id}/response`, JSON.stringify(answer ?? null));
  } catch (error) {
    await call('POST', `invocation/${id}/error`, shown(error));
  }
}
