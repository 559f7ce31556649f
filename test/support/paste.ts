import { ACTIONS, type Action, type Changes, change } from '../lab/changes.ts';
import type { IpPermission, World } from '../lab/world.ts';

type Options = Readonly<Record<string, string | true>>;

/** `authorize-security-group-ingress` as the name of the API's action. */
const actionOf = (command = ''): Action | undefined => {
  const name = command
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return ACTIONS.find((one) => one === name);
};

/** What a command of the AWS CLI does to a world. Throws for a command that changes nothing this lab knows. */
export function paste(world: World, [program, service, command, ...args]: readonly string[]): World {
  const action = actionOf(command);
  if (program !== 'aws' || !action) throw new Error(`no change of this lab: ${program} ${service} ${command}`);
  const changed = structuredClone(world);
  change(changed, action, givenIn(action, optionsIn(args)) as never);
  return changed;
}

/** Every option once; one that is followed by another is a switch. A list of several values is not needed here. */
const optionsIn = (args: readonly string[]): Options =>
  Object.fromEntries(
    args.flatMap((word, at) => {
      if (!word.startsWith('--')) return [];
      const next = args[at + 1];
      return [[word.slice(2), next === undefined || next.startsWith('--') ? true : next]];
    }),
  );

const text = (options: Options, name: string): string => String(options[name] ?? '');

function givenIn(action: Action, options: Options): Changes[Action] {
  const id = (name: string) => text(options, name);
  const flag = (name: string) => (options[`no-${name}`] ? false : options[name] ? true : undefined);
  const cases: { readonly [A in Action]?: () => Changes[A] } = {
    CreateNetworkAclEntry: () => ({ ...entryIn(options), ...passageIn(options) }),
    DeleteNetworkAclEntry: () => entryIn(options),
    CreateRoute: () => ({ ...routeIn(options), TransitGatewayId: id('transit-gateway-id') }),
    DeleteRoute: () => routeIn(options),
    ModifyVpcEndpoint: () => ({
      VpcEndpointId: id('vpc-endpoint-id'),
      PrivateDnsEnabled: flag('private-dns-enabled') ?? false,
    }),
    ModifyVpcAttribute: () => ({
      VpcId: id('vpc-id'),
      ...withFlag('EnableDnsSupport', flag('enable-dns-support')),
      ...withFlag('EnableDnsHostnames', flag('enable-dns-hostnames')),
    }),
    CreateVpcEndpoint: () => ({
      VpcId: id('vpc-id'),
      ServiceName: id('service-name'),
      PrivateDnsEnabled: flag('private-dns-enabled') ?? false,
    }),
  };
  if (action.endsWith('Ingress') || action.endsWith('Egress'))
    return { GroupId: id('group-id'), IpPermissions: [permissionIn(options)] };
  if (action.includes('Key')) return { KeyId: id('key-id') };
  if (action.endsWith('Secret')) return { SecretId: id('secret-id') };
  const given = cases[action]?.();
  if (!given) throw new Error(`${action} is read by nothing here`);
  return given;
}

const withFlag = (name: string, value: boolean | undefined) => (value === undefined ? {} : { [name]: value });

const entryIn = (options: Options) => ({
  NetworkAclId: text(options, 'network-acl-id'),
  Egress: options.egress === true,
  RuleNumber: Number(options['rule-number']),
});

function passageIn(options: Options) {
  const [, from, to] = /^From=(\d+),To=(\d+)$/.exec(text(options, 'port-range')) ?? [];
  return {
    RuleAction: 'allow' as const,
    Protocol: '6',
    CidrBlock: text(options, 'cidr-block'),
    PortRange: { From: Number(from), To: Number(to) },
  };
}

const routeIn = (options: Options) => ({
  RouteTableId: text(options, 'route-table-id'),
  DestinationCidrBlock: text(options, 'destination-cidr-block'),
});

function permissionIn(options: Options): IpPermission {
  const [, port, group] =
    /^IpProtocol=tcp,FromPort=(\d+),ToPort=\d+,UserIdGroupPairs=\[\{GroupId=([\w-]+)\}\]$/.exec(
      text(options, 'ip-permissions'),
    ) ?? [];
  const source = group ?? options['source-group'];
  const number = Number(port ?? options.port);
  return {
    IpProtocol: 'tcp',
    FromPort: number,
    ToPort: number,
    IpRanges: typeof options.cidr === 'string' ? [{ CidrIp: options.cidr }] : [],
    UserIdGroupPairs: typeof source === 'string' ? [{ GroupId: source }] : [],
    PrefixListIds: [],
  };
}
