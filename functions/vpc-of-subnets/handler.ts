import { setTimeout } from 'node:timers/promises';
import { EC2Client } from '@aws-sdk/client-ec2';
import { whyUnseen } from '../../lib/gather/why-unseen.ts';
import { UsageError } from '../../lib/model/errors.ts';
import { answerOf, type LookupAnswer } from './answer.ts';
import { preflightProblem } from './preflight.ts';
import { actions, type ReadNetwork, readNetwork } from './read-network.ts';
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
  ec2: EC2Client,
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

async function whenAllowed(ec2: EC2Client, request: LookupRequest, waitMs: number): Promise<ReadNetwork> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readNetwork(ec2, request);
    } catch (error) {
      if ((error as Error).name !== 'UnauthorizedOperation' || attempt === PATIENCE) throw error;
      await setTimeout(waitMs);
    }
  }
}

/** An error in words of this project: EC2's text, or a proxy's in its place, may quote the call's credentials. */
export function inOurWords(error: Error): Error {
  if (error.name === 'UsageError') return error;
  const { detail } = whyUnseen(error);
  return new Error(`EC2 did not tell of the VPC: ${detail}. The lookup needs ${actions.join(', ')}.`);
}

/** The reason of a failed deployment is the message and the stack: without a stack it is one sentence. */
export async function handler(event: CustomResourceEvent): ReturnType<typeof vpcOfSubnets> {
  try {
    return await vpcOfSubnets(event, new EC2Client({}));
  } catch (error) {
    throw Object.assign(inOurWords(error as Error), { stack: '' });
  }
}
