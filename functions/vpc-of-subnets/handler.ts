import { setTimeout } from 'node:timers/promises';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { credentialsIn } from '../../lib/gather/credentials.ts';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import { type Api, connectWithin } from '../../lib/gather/reads/api.ts';
import { openEc2 } from '../../lib/gather/reads/apis.ts';
import { UsageError } from '../../lib/model/errors.ts';
import { answerOf, type LookupAnswer } from './answer.ts';
import { type CutOff, cutOffBy, groupIdsNow } from './cut-off.ts';
import { plannedIn } from './planned.ts';
import { preflightProblem } from './preflight.ts';
import { readClients } from './read-clients.ts';
import { type ReadNetwork, readNetwork, told } from './read-network.ts';
import { type LookupRequest, parseRequest } from './request.ts';

/** CloudFormation's event as the Provider framework hands it on. It holds a signed URL: it is never logged. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: unknown;
}

interface Answered {
  readonly PhysicalResourceId: string;
  readonly Data: LookupAnswer;
}

/**
 * `Custom::VpcOfSubnets`: the VPC around some subnets and its CIDRs, looked up where the template is deployed, so that no
 * synth needs a network. Fails the deployment in one sentence where it could not work.
 */
export async function vpcOfSubnets(
  event: CustomResourceEvent,
  ec2: Api<EC2Client>,
  waitMs = 5_000,
): Promise<Answered | Record<string, never>> {
  if (event.RequestType === 'Delete') return {};
  const request = parseRequest(event.ResourceProperties);
  const network = await whenAllowed(() => readNetwork(ec2, request), waitMs);
  const problem = preflightProblem(request, network);
  if (problem !== null) throw new UsageError(problem);
  const { text, objection } = await whenAllowed(() => cutOffIn(ec2, request, network), waitMs);
  if (objection !== null) throw new UsageError(objection);
  return {
    PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId,
    Data: answerOf(request, network, text),
  };
}

/** How often a denial is taken for the delay of a role that is seconds old. */
const PATIENCE = 12;

async function whenAllowed<T>(read: () => Promise<T>, waitMs: number): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== 'denied' || attempt === PATIENCE) throw error;
      await setTimeout(waitMs);
    }
  }
}

/** A VPC with more interfaces than can be read in a few seconds is no reason to stop a deployment. */
async function cutOffIn(ec2: Api<EC2Client>, request: LookupRequest, network: ReadNetwork): Promise<CutOff> {
  const vpcId = network.vpc?.VpcId;
  if (vpcId === undefined || plannedIn(request).length === 0)
    return { text: 'nobody: no endpoint is made', objection: null };
  const clients = await readClients(ec2, vpcId, request, groupIdsNow(request, network));
  if (clients.state === 'seen') return cutOffBy(request, network, clients.value);
  if (clients.why === 'denied') await told(Promise.resolve(clients));
  return { text: `not known, nobody was checked: ${clients.detail}`, objection: null };
}

/** One connection to EC2. Milliseconds. */
const CONNECT_MS = 5_000;

/** All of it, in the 90 seconds that the function has. Milliseconds. */
const TOTAL_MS = 85_000;

/** The reason of a failed deployment is the message and the stack: without a stack it is one sentence. */
export async function handler(event: CustomResourceEvent): ReturnType<typeof vpcOfSubnets> {
  const { AWS_REGION: region = '' } = process.env;
  const deadline = deadlineIn(TOTAL_MS);
  const ec2 = openEc2({
    region,
    credentials: credentialsIn(region).provide,
    deadline,
    connect: connectWithin(CONNECT_MS),
  });
  try {
    return await vpcOfSubnets(event, ec2);
  } catch (error) {
    throw Object.assign(error as Error, { stack: '' });
  } finally {
    ec2.close();
  }
}
