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
import { type Patiently, type ReadNetwork, readNetwork } from './read-network.ts';
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
  const patiently = patientlyIn(ec2, waitMs);
  const network = await readNetwork(ec2, request, patiently);
  const problem = preflightProblem(request, network);
  if (problem !== null) throw new UsageError(problem);
  const { text, objection } = await cutOffIn(ec2, request, network, patiently);
  if (objection !== null) throw new UsageError(objection);
  return {
    PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId,
    Data: answerOf(request, network, [text, ...network.untold.map((why) => `not checked: ${why}`)].join('; ')),
  };
}

/** How often a denial is taken for the delay of a role that is seconds old, and a failure for throttling. */
const PATIENCE = { denied: 12, failed: 4, 'timed-out': 1, skipped: 1 };

const patientlyIn =
  ({ deadline }: Api<EC2Client>, waitMs: number): Patiently =>
  async (look) => {
    for (let attempt = 1; ; attempt += 1) {
      const observation = await look();
      if (observation.state === 'seen' || attempt >= PATIENCE[observation.why]) return observation;
      if (deadline.remainingMs() < 2 * waitMs) return observation;
      await setTimeout(waitMs);
    }
  };

/** A VPC with more interfaces than can be read in a few seconds is no reason to stop a deployment. */
async function cutOffIn(
  ec2: Api<EC2Client>,
  request: LookupRequest,
  network: ReadNetwork,
  patiently: Patiently,
): Promise<CutOff> {
  const vpcId = network.vpc?.VpcId;
  if (vpcId === undefined || plannedIn(request).length === 0)
    return { text: 'nobody: no endpoint is made', objection: null };
  if (network.endpointsOfVpc === null) return { text: 'not known, nobody was checked', objection: null };
  const idsNow = groupIdsNow(request, network.endpointsOfVpc);
  const clients = await patiently(() => readClients(ec2, vpcId, request, idsNow));
  if (clients.state === 'seen') return cutOffBy(request, network.endpointsOfVpc, clients.value);
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
