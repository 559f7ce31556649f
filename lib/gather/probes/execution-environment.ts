import type { ExecutionEnvironment } from '../../model/environment.ts';
import { askMetadata } from './ask-metadata.ts';
import { isZoneId, oneOf } from './metadata-forms.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const PATH = '/2026-01-15/metadata/execution-environment';

/** What was told, by whom: a process stays where it is, and a warm function need not ask again. */
const known = new Map<string, ExecutionEnvironment>();

/**
 * Asks Lambda in which Availability Zone this run happens; null outside Lambda, and where it does not tell. The token of that
 * call goes nowhere else. Source: Lambda Developer Guide, "Lambda metadata endpoint".
 */
export async function probeExecutionEnvironment(
  { AWS_LAMBDA_METADATA_API: api, AWS_LAMBDA_METADATA_TOKEN: token }: Variables,
  timeoutMs: number,
): Promise<ExecutionEnvironment | null> {
  const url = api && token ? URL.parse(`http://${api}${PATH}`) : null;
  if (url === null) return null;
  const told = known.get(url.href + token);
  if (told) return told;
  const headers = { authorization: `Bearer ${token}` };
  const body = await askMetadata(url, { headers, signal: AbortSignal.timeout(Math.ceil(timeoutMs)) });
  const zone = body === null ? null : zoneIn(body);
  if (zone) known.set(url.href + token, zone);
  return zone;
}

function zoneIn(body: string): ExecutionEnvironment | null {
  try {
    const { AvailabilityZoneID } = JSON.parse(body) as { AvailabilityZoneID?: unknown };
    const availabilityZoneId = oneOf(AvailabilityZoneID, isZoneId);
    if (availabilityZoneId !== undefined) return { availabilityZoneId };
  } catch {
    // Not the metadata endpoint's JSON: it does not tell.
  }
  return null;
}
