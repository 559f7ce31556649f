import type { VpcEndpoint } from '../model/aws.ts';
import type { Code } from '../model/codes.ts';
import type { EndpointNote } from '../model/path-report.ts';
import { isService } from '../model/vpc-endpoint.ts';
import { SERVICE } from '../services/index.ts';

/** States by their letters alone: the API's spelling of case varies. Source: EC2 API Reference, VpcEndpoint, State. */
const STATES: Readonly<Record<string, Code>> = {
  pending: 'endpoint/pending',
  pendingacceptance: 'endpoint/pending-acceptance',
  failed: 'endpoint/failed',
  rejected: 'endpoint/rejected',
  expired: 'endpoint/rejected',
  partial: 'endpoint/partial',
  deleting: 'endpoint/deleted',
  deleted: 'endpoint/deleted',
};

/** What an endpoint's own description says against it: an open path to it is not enough. */
export function endpointNotes({ ServiceName, PrivateDnsEnabled, State }: VpcEndpoint): readonly EndpointNote[] {
  const notes: EndpointNote[] = [];
  const isOfService = Object.values(SERVICE.endpointServices).some((name) => isService(ServiceName, name));
  if (ServiceName !== undefined && !isOfService)
    notes.push({
      code: 'endpoint/wrong-service',
      summary: `it is an endpoint of ${ServiceName}, not of ${SERVICE.name}`,
    });
  else if (PrivateDnsEnabled === false)
    notes.push({
      code: 'dns/private-dns-off',
      summary: "private DNS is off: the service's name doesn't resolve to it by itself",
    });
  const state = State?.toLowerCase().replaceAll(/[^a-z]/g, '') ?? 'available';
  if (state !== 'available')
    notes.push({ code: STATES[state] ?? null, summary: `its state is ${State}: it may not serve` });
  return notes;
}
