import type { Reach } from '../model/step.ts';

const AFFECTS: Readonly<Record<Reach, string>> = {
  'no-client-yet': 'nobody yet: no name resolves to it',
  process: 'programs started with this environment; nothing else',
  host: 'every program on this host',
  'source-group': 'every workload with this security group; nothing that works stops',
  endpoint: 'who may call this endpoint; nothing that works stops',
  'endpoint-callers': 'who may call this endpoint: a client that the new rules leave out stops working',
  'endpoint-zones': "the endpoint's interfaces, and with them the addresses that its name resolves to",
  'endpoint-policy': 'everyone who calls through this endpoint: the new policy replaces the whole document',
  subnet: "every workload in the ACL's subnets; nothing that works stops",
  'route-table': 'every workload in the subnets of this route table',
  'vpc-names': "every workload in the VPC: one that the endpoint doesn't let in stops",
  secret: 'everyone who reads this secret',
  key: 'everything that is encrypted under this key',
  role: 'every workload that uses this role',
  boundary: 'every role that has this permissions boundary',
  session: 'sessions that are opened with this policy',
  appliance: 'everything behind this firewall or proxy',
  'service-name': 'everyone who resolves the name with this resolver or zone',
  experiment: 'the experiment alone: what it has replaced comes back',
  organization: 'every account that the policy applies to',
};

/** Whom a change touches, in words. */
export const sayReach = (reach: Reach): string => AFFECTS[reach];
