import type { VpcEndpoint } from '@aws-sdk/client-ec2';
import { STACK_TAG } from '../../infra/endpoint/stack-tag.ts';
import { isLiving, isService } from '../../lib/model/vpc-endpoint.ts';
import { SERVICE } from '../../lib/services/index.ts';
import type { LookupRequest } from './request.ts';

/** An endpoint that the stack makes, or has made. */
export interface Planned {
  /** As people call it, and as endpoint services end. */
  readonly service: string;
  readonly ending: string;
  readonly subnetIds: readonly string[];
  readonly ipAddressType: string;
  readonly privateDns: boolean;
  readonly groups: readonly string[];
  /** What to do about another endpoint that already has private DNS. */
  readonly instead: string;
}

/** The endpoints of a request, of which there may be two. */
export const plannedIn = (request: LookupRequest): readonly Planned[] =>
  [
    {
      service: SERVICE.name,
      ending: SERVICE.endpointServices.ordinary,
      subnetIds: request.SubnetIds,
      ipAddressType: request.IpAddressType,
      privateDns: request.PrivateDns === 'true',
      groups: request.Groups,
      instead: 'use it as "existingEndpoint" instead',
    },
    {
      service: 'EC2',
      ending: 'ec2',
      subnetIds: request.Ec2SubnetIds,
      ipAddressType: 'ipv4',
      privateDns: true,
      groups: request.Ec2Groups,
      instead: 'remove "ec2Endpoint", and verifiers use that one if it lets them in',
    },
  ].filter(({ subnetIds }) => subnetIds.length > 0);

/** Whether an endpoint that lives is of the planned one's service. */
export const isOfService = ({ ServiceName, State }: VpcEndpoint, { ending }: Planned): boolean =>
  isService(ServiceName, ending) && isLiving({ State });

/** Whose an endpoint is: its own tag, or CloudFormation's, which those of earlier versions have too. */
export const STACK_TAGS = [STACK_TAG, 'aws:cloudformation:stack-name'] as const;

/** Whether this stack has made an endpoint. Names change, and others may use them too. */
export function isItself({ Tags = [] }: VpcEndpoint, { StackName }: LookupRequest): boolean {
  const [own, byCloudFormation] = STACK_TAGS.map((key) => Tags.find(({ Key }) => Key === key)?.Value);
  return (own ?? byCloudFormation) === StackName;
}
