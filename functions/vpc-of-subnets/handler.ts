import { setTimeout } from 'node:timers/promises';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { credentialsIn } from '../../lib/gather/credentials.ts';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import { type Api, connectWithin } from '../../lib/gather/reads/api.ts';
import { openEc2 } from '../../lib/gather/reads/apis.ts';
import { UsageError } from '../../lib/model/errors.ts';
import { answerOf, type LookupAnswer } from './answer.ts';
import { preflightProblem } from './preflight.ts';
import { type ReadNetwork, readNetwork } from './read-network.ts';
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
  const network = await whenAllowed(ec2, request, waitMs);
  const problem = preflightProblem(request, network);
  if (problem !== null) throw new UsageError(problem);
  return {
    PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId,
    Data: answerOf(request, network),
  };
}

/** How often a denial is taken for the delay of a role that is seconds old. */
const PATIENCE = 12;

async function whenAllowed(ec2: Api<EC2Client>, request: LookupRequest, waitMs: number): Promise<ReadNetwork> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readNetwork(ec2, request);
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== 'denied' || attempt === PATIENCE) throw error;
      await setTimeout(waitMs);
    }
  }
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
