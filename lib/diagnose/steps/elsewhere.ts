import type { Step } from '../../model/step.ts';

/** A change of the environment that programs are started with. */
export const changeEnvironment = (say: string): Step => ({
  say,
  affects: 'process',
  undo: 'Set the variables as they were, and start the program again',
  permissions: [],
});

/** A change of the environment after which calls go to the service's own name, and so to the endpoint. */
export const callByName = (say: string): Step => ({ ...changeEnvironment(say), effect: 'redirects' });

/** A change on the host itself. */
export const changeHost = (say: string, undo: string, run?: readonly string[]): Step => ({
  say,
  affects: 'host',
  ...(run ? { run } : {}),
  undo,
  permissions: [],
});

/** A change of a firewall, proxy or tunnel on the path, whose commands are its maker's. */
export const changeAppliance = (say: string): Step => ({
  say,
  affects: 'appliance',
  undo: 'Take the exception back',
  permissions: [],
  effect: 'opens',
});

/** A change of the subnets that an endpoint has interfaces in, which are for its owner to choose. */
export const changeZones = (say: string, undo: string): Step => ({
  say,
  affects: 'endpoint-zones',
  undo,
  permissions: ['ec2:ModifyVpcEndpoint'],
  terraform: 'aws_vpc_endpoint: subnet_ids',
  cdk: 'InterfaceVpcEndpoint: subnets',
});
