import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What metadata tells are short lines, or one object of a task. Bytes. */
const MOST_BYTES = 10_000;

export interface MetadataQuestion {
  readonly method?: 'GET' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** The body of an answer with status 200; null for any other. It follows no redirect, uses no proxy, and throws where nothing answers. */
export function askMetadata(url: URL, { method = 'GET', headers = {}, signal }: MetadataQuestion) {
  return new Promise<string | null>((resolve, reject) => {
    let left = MOST_BYTES;
    const call = request(url, { agent: false, method, headers, signal }, (response) => {
      response.on('data', ({ length }: Buffer) => {
        left -= length;
        if (left < 0) response.destroy(new Error('metadata says too much'));
      });
      text(response).then((body) => resolve(response.statusCode === 200 ? body : null), reject);
    });
    call.once('error', reject).end();
  });
}
