import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ExecutionEnvironment } from '../../model/environment.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const PATH = '/2026-01-15/metadata/execution-environment';

/** The answer is one short object. Bytes. */
const MOST_BYTES = 10_000;

/** `use1-az1`, `euw2-az3`, `usw2-lax1-az1`. */
const ZONE_ID = /^[a-z]{3,6}\d(?:-[a-z0-9]{2,8}){0,2}-az\d{1,2}$/;

/** What was told, by whom: a process stays where it is, and a warm function need not ask again. */
const known = new Map<string, ExecutionEnvironment>();

/**
 * Asks Lambda in which Availability Zone this run happens; null outside Lambda, and where it does not tell. The token of that
 * call goes nowhere else. Source: Lambda Developer Guide, "Lambda metadata endpoint".
 */
export function probeExecutionEnvironment(
  { AWS_LAMBDA_METADATA_API: api, AWS_LAMBDA_METADATA_TOKEN: token }: Variables,
  timeoutMs: number,
): Promise<ExecutionEnvironment | null> {
  const url = api && token ? URL.parse(`http://${api}${PATH}`) : null;
  if (url === null) return Promise.resolve(null);
  const told = known.get(url.href + token);
  if (told) return Promise.resolve(told);
  return new Promise((resolve, reject) => {
    let left = MOST_BYTES;
    const headers = { authorization: `Bearer ${token}` };
    const call = get(url, { agent: false, headers, signal: AbortSignal.timeout(Math.ceil(timeoutMs)) }, (response) => {
      response.on('data', ({ length }: Buffer) => {
        left -= length;
        if (left < 0) response.destroy(new Error('the metadata endpoint says too much'));
      });
      text(response).then((body) => {
        const zone = response.statusCode === 200 ? zoneIn(body) : null;
        if (zone) known.set(url.href + token, zone);
        resolve(zone);
      }, reject);
    });
    call.once('error', reject);
  });
}

function zoneIn(body: string): ExecutionEnvironment | null {
  try {
    const { AvailabilityZoneID: availabilityZoneId } = JSON.parse(body) as { AvailabilityZoneID?: unknown };
    if (typeof availabilityZoneId === 'string' && ZONE_ID.test(availabilityZoneId)) return { availabilityZoneId };
  } catch {
    // Not the metadata endpoint's JSON: it does not tell.
  }
  return null;
}
