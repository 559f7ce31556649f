import type { IpPermission, NetworkAclEntry, World } from './world.ts';

/** What AWS would refuse: an id that there is not, or a setting that another one does not allow. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

interface GroupRules {
  readonly GroupId: string;
  readonly IpPermissions: readonly IpPermission[];
}

interface AclEntry extends NetworkAclEntry {
  readonly NetworkAclId: string;
}

interface Route {
  readonly RouteTableId: string;
  readonly DestinationCidrBlock: string;
  readonly TransitGatewayId?: string;
}

/** What changes a world, by the actions of EC2, KMS and Secrets Manager, with their parameters. */
export interface Changes {
  AuthorizeSecurityGroupIngress: GroupRules;
  RevokeSecurityGroupIngress: GroupRules;
  AuthorizeSecurityGroupEgress: GroupRules;
  RevokeSecurityGroupEgress: GroupRules;
  CreateNetworkAclEntry: AclEntry;
  DeleteNetworkAclEntry: Pick<AclEntry, 'NetworkAclId' | 'Egress' | 'RuleNumber'>;
  CreateRoute: Route;
  DeleteRoute: Pick<Route, 'RouteTableId' | 'DestinationCidrBlock'>;
  ModifyVpcEndpoint: { readonly VpcEndpointId: string; readonly PrivateDnsEnabled: boolean };
  ModifyVpcAttribute: {
    readonly VpcId: string;
    readonly EnableDnsSupport?: boolean;
    readonly EnableDnsHostnames?: boolean;
  };
  CreateVpcEndpoint: { readonly VpcId: string; readonly ServiceName: string; readonly PrivateDnsEnabled: boolean };
  EnableKey: { readonly KeyId: string };
  DisableKey: { readonly KeyId: string };
  CancelKeyDeletion: { readonly KeyId: string };
  ScheduleKeyDeletion: { readonly KeyId: string };
  RestoreSecret: { readonly SecretId: string };
  DeleteSecret: { readonly SecretId: string };
}

export type Action = keyof Changes;

type Apply = { readonly [A in Action]: (world: World, given: Changes[A]) => void };

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function byId<T extends object>(items: Readonly<Record<string, T>>, key: keyof T, id: string): T {
  const found = Object.values(items).find((one) => one[key] === id);
  if (!found) throw new Refused(`${String(key)} '${id}' does not exist`);
  return found;
}

type Direction = 'IpPermissions' | 'IpPermissionsEgress';

const authorize = (direction: Direction) => (world: World, given: GroupRules) => {
  byId(world.SecurityGroups, 'GroupId', given.GroupId)[direction].push(...given.IpPermissions);
};

const revoke = (direction: Direction) => (world: World, given: GroupRules) => {
  const rules = byId(world.SecurityGroups, 'GroupId', given.GroupId)[direction];
  for (const rule of given.IpPermissions) {
    const at = rules.findLastIndex((one) => same(one, rule));
    if (at < 0) throw new Refused('the specified rule does not exist in this security group');
    rules.splice(at, 1);
  }
};

const keyState =
  (state: World['KmsKey']['KeyState']) =>
  (world: World, { KeyId }: { readonly KeyId: string }) => {
    if (KeyId !== world.KmsKey.Arn && KeyId !== world.KmsKey.KeyId) throw new Refused(`key '${KeyId}' does not exist`);
    world.KmsKey.KeyState = state;
    delete world.KmsKey.DeletionDate;
  };

function secretIn(world: World, id: string) {
  const found = Object.values(world.Secrets).find((one) => one?.ARN === id || one?.Name === id);
  if (!found) throw new Refused(`the secret '${id}' does not exist`);
  return found;
}

const APPLY: Apply = {
  AuthorizeSecurityGroupIngress: authorize('IpPermissions'),
  AuthorizeSecurityGroupEgress: authorize('IpPermissionsEgress'),
  RevokeSecurityGroupIngress: revoke('IpPermissions'),
  RevokeSecurityGroupEgress: revoke('IpPermissionsEgress'),
  CreateNetworkAclEntry: (world, { NetworkAclId, ...entry }) => {
    const { Entries } = byId(world.NetworkAcls, 'NetworkAclId', NetworkAclId);
    if (Entries.some((one) => one.Egress === entry.Egress && one.RuleNumber === entry.RuleNumber))
      throw new Refused(`the network acl entry identified by ${entry.RuleNumber} already exists`);
    Entries.push(entry);
  },
  DeleteNetworkAclEntry: (world, { NetworkAclId, Egress, RuleNumber }) => {
    const { Entries } = byId(world.NetworkAcls, 'NetworkAclId', NetworkAclId);
    const at = Entries.findIndex((one) => one.Egress === Egress && one.RuleNumber === RuleNumber);
    if (at < 0) throw new Refused(`there is no network acl entry ${RuleNumber}`);
    Entries.splice(at, 1);
  },
  CreateRoute: (world, { RouteTableId, ...route }) => {
    const { Routes } = byId(world.RouteTables, 'RouteTableId', RouteTableId);
    if (Routes.some((one) => one.DestinationCidrBlock === route.DestinationCidrBlock))
      throw new Refused(`the route identified by ${route.DestinationCidrBlock} already exists`);
    Routes.push({ ...route, State: 'active' });
  },
  DeleteRoute: (world, { RouteTableId, DestinationCidrBlock }) => {
    const { Routes } = byId(world.RouteTables, 'RouteTableId', RouteTableId);
    const at = Routes.findIndex((one) => one.DestinationCidrBlock === DestinationCidrBlock);
    if (at < 0) throw new Refused(`there is no route to ${DestinationCidrBlock}`);
    Routes.splice(at, 1);
  },
  // Source: EC2 API Reference, ModifyVpcEndpoint: private DNS wants both DNS attributes of the VPC.
  ModifyVpcEndpoint: (world, { VpcEndpointId, PrivateDnsEnabled }) => {
    const { Vpc, VpcEndpoint, Behaviour } = world;
    if (VpcEndpointId !== VpcEndpoint.VpcEndpointId || Behaviour.endpoint !== 'exists')
      throw new Refused(`the vpcEndpoint id '${VpcEndpointId}' does not exist`);
    if (PrivateDnsEnabled && !(Vpc.EnableDnsSupport && Vpc.EnableDnsHostnames))
      throw new Refused('enabling private DNS requires both enableDnsSupport and enableDnsHostnames');
    VpcEndpoint.PrivateDnsEnabled = PrivateDnsEnabled;
  },
  // Source: VPC User Guide, "DNS attributes for your VPC": no hostnames without support.
  ModifyVpcAttribute: (world, { VpcId, EnableDnsSupport, EnableDnsHostnames }) => {
    const vpc = [world.Vpc, world.HubVpc].find((one) => one?.VpcId === VpcId);
    if (!vpc) throw new Refused(`the vpc ID '${VpcId}' does not exist`);
    if (EnableDnsHostnames && !vpc.EnableDnsSupport) throw new Refused('enableDnsHostnames requires enableDnsSupport');
    if (EnableDnsSupport !== undefined) vpc.EnableDnsSupport = EnableDnsSupport;
    if (EnableDnsHostnames !== undefined) vpc.EnableDnsHostnames = EnableDnsHostnames;
  },
  // Its owner has given it a group that lets the clients in, as the step says.
  CreateVpcEndpoint: (world, { VpcId, ServiceName, PrivateDnsEnabled }) => {
    world.Behaviour.endpoint = 'exists';
    Object.assign(world.VpcEndpoint, { VpcId, ServiceName, PrivateDnsEnabled, State: 'available' });
  },
  EnableKey: keyState('Enabled'),
  DisableKey: keyState('Disabled'),
  CancelKeyDeletion: keyState('Disabled'),
  ScheduleKeyDeletion: keyState('PendingDeletion'),
  RestoreSecret: (world, { SecretId }) => {
    delete secretIn(world, SecretId).DeletedDate;
  },
  DeleteSecret: (world, { SecretId }) => {
    secretIn(world, SecretId).DeletedDate = '2026-12-31T00:00:00Z';
  },
};

export const ACTIONS = Object.keys(APPLY) as readonly Action[];

/** Changes a world as AWS would by one call. Throws Refused where AWS refuses, and leaves the world as it was. */
export function change<A extends Action>(world: World, action: A, given: Changes[A]): void {
  APPLY[action](world, given);
}
