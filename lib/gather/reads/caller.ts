import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Caller } from '../../model/aws-services.ts';
import { type Observation, seen } from '../../model/observation.ts';
import { callerOf } from '../caller-of.ts';
import { type Api, ask } from './api.ts';

/** No permission is needed: STS answers everyone who signs. */
export const actions = [] as const;

/** Who looks; known without a call where Lambda has told it in the function's ARN. */
export default function getCaller(sts: Api<STSClient>, accountId: string | null): Promise<Observation<Caller>> {
  if (accountId !== null) return Promise.resolve(seen({ accountId }, 0));
  return ask(sts, 'sts:GetCallerIdentity', async (client, abort) => {
    const { Account, Arn = '' } = await client.send(new GetCallerIdentityCommand({}), abort);
    if (Account === undefined || !/^\d{12}$/.test(Account))
      throw Object.assign(new Error('no account'), { name: 'UnexpectedAnswer' });
    return callerOf(Account, Arn);
  });
}
