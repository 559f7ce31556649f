import { randomUUID } from 'node:crypto';
import { describeWorld } from '../describe-world.ts';
import type { World } from '../world.ts';
import { changeByRequest } from './ec2-changes.ts';
import { xmlOf } from './ec2-xml.ts';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

type Item = Readonly<Record<string, unknown>>;

/** For each action, the document that answers it and the key its items stand under. */
const ACTIONS: Readonly<Record<string, readonly [document: string, key: string]>> = {
  DescribeVpcs: ['describe-vpcs', 'Vpcs'],
  DescribeSubnets: ['describe-subnets', 'Subnets'],
  DescribeSecurityGroups: ['describe-security-groups', 'SecurityGroups'],
  DescribeNetworkAcls: ['describe-network-acls', 'NetworkAcls'],
  DescribeRouteTables: ['describe-route-tables', 'RouteTables'],
  DescribeNetworkInterfaces: ['describe-network-interfaces', 'NetworkInterfaces'],
  DescribeVpcEndpoints: ['describe-vpc-endpoints', 'VpcEndpoints'],
  DescribeVpcEndpointServices: ['describe-vpc-endpoint-services', 'ServiceDetails'],
  DescribeDhcpOptions: ['describe-dhcp-options', 'DhcpOptions'],
};

/** What a filter looks at, where that is not the field of its own name. */
const FILTERED: Readonly<Record<string, (item: Item) => readonly unknown[]>> = {
  'group-id': ({ GroupId, Groups }) =>
    GroupId ? [GroupId] : ((Groups as readonly Item[] | undefined) ?? []).map((one) => one.GroupId),
  'addresses.private-ip-address': ({ PrivateIpAddress }) => [PrivateIpAddress],
};

/**
 * EC2's Query protocol for the calls that describe a network, fed by the world, and for those that reports print to change it. Filters match as EC2's do: any of a filter's
 * values, all of the filters, with `*` and `?`. Throws for what it does not know, so that no call gets a wrong answer.
 * Source: EC2 API Reference, "Making requests", "List and filter".
 */
export function answerEc2(request: URLSearchParams, world: World): Answer {
  const action = request.get('Action') ?? '';
  if (action === 'DescribeVpcAttribute') return describeVpcAttribute(request, world);
  if (action === 'GetManagedPrefixListEntries') return prefixListEntries(request, world);
  const changed = changeByRequest(request, world);
  if (changed === 'done') return respond(action, [xmlOf('Return', true)]);
  if (changed) return refuseEc2(400, 'InvalidParameterValue', changed.refused);
  const [document = '', key = ''] = ACTIONS[action] ?? [];
  const all = describeWorld(world)[document]?.[key] as readonly Item[] | undefined;
  if (!all) return refuseEc2(400, 'InvalidAction', `The action ${action} is not valid for this web service.`);
  const isVisible = action !== 'DescribeVpcEndpoints' || world.Vpc.OwnerId === world.AccountId;
  const found = isVisible ? all.filter((item) => filtersIn(request).every((filter) => matches(item, filter))) : [];
  const [page, NextToken] = pageOf(found, request);
  return respond(action, [xmlOf(key, page), xmlOf('NextToken', NextToken)]);
}

interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** `Filter.1.Name=vpc-id&Filter.1.Value.1=…`, and ids given by themselves (`SubnetId.1=…`), which mean the same. */
function filtersIn(request: URLSearchParams): readonly Filter[] {
  const names = [...request].filter(([key]) => /^Filter\.\d+\.Name$/.test(key));
  const filters = names.map(([key, name]) => {
    const prefix = key.replace(/Name$/, 'Value.');
    return { name, values: [...request].filter(([other]) => other.startsWith(prefix)).map(([, value]) => value) };
  });
  const ids = [...request].flatMap(([key, value]) => {
    const field = /^(\w+Id)\.\d+$/.exec(key)?.[1];
    return field ? [{ field, value }] : [];
  });
  const byField = [...Map.groupBy(ids, ({ field }) => field)].map(([field, own]) => ({
    name: field.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase(),
    values: own.map(({ value }) => value),
  }));
  return [...filters, ...byField];
}

function matches(item: Item, { name, values }: Filter): boolean {
  const field = name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  const own = FILTERED[name]?.(item) ?? [item[field]];
  const patterns = values.map(
    (value) =>
      new RegExp(
        `^${value
          .replace(/[.+^${}()|[\]\\]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.')}$`,
      ),
  );
  return own.some((one) => typeof one === 'string' && patterns.some((pattern) => pattern.test(one)));
}

function pageOf(items: readonly Item[], request: URLSearchParams): readonly [readonly Item[], string | undefined] {
  const size = Number(request.get('MaxResults') ?? 1_000);
  const start = Number(request.get('NextToken') ?? 0);
  const end = start + size;
  return [items.slice(start, end), end < items.length ? String(end) : undefined];
}

function describeVpcAttribute(request: URLSearchParams, { Vpc, HubVpc }: World): Answer {
  const VpcId = request.get('VpcId');
  const vpc = [Vpc, HubVpc].find((one) => one?.VpcId === VpcId);
  if (!vpc) return refuseEc2(400, 'InvalidVpcID.NotFound', `The vpc ID '${VpcId}' does not exist`);
  const attribute = request.get('Attribute') ?? '';
  const Value = attribute === 'enableDnsSupport' ? vpc.EnableDnsSupport : vpc.EnableDnsHostnames;
  return respond('DescribeVpcAttribute', [xmlOf('VpcId', VpcId), xmlOf(attribute, { Value })]);
}

function prefixListEntries(request: URLSearchParams, world: World): Answer {
  const id = request.get('PrefixListId') ?? '';
  const cidrs = world.PrefixLists[id];
  if (!cidrs) return refuseEc2(400, 'InvalidPrefixListID.NotFound', `The prefix list ID '${id}' does not exist`);
  return respond('GetManagedPrefixListEntries', [
    xmlOf(
      'Entries',
      cidrs.map((Cidr) => ({ Cidr })),
    ),
  ]);
}

const respond = (action: string, parts: readonly string[]): Answer => ({
  status: 200,
  type: 'text/xml;charset=UTF-8',
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${randomUUID()}</requestId>${parts.join('')}</${action}Response>`,
});

/** An error in EC2's own form. */
export const refuseEc2 = (status: number, Code: string, Message: string): Answer => ({
  status,
  type: 'text/xml;charset=UTF-8',
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${Code}</Code><Message>${Message}</Message></Error></Errors><RequestID>${randomUUID()}</RequestID></Response>`,
});
