import { request as requestOver } from 'node:http';
import { TCP_OUTCOMES } from '../../errors/node-codes.ts';
import type { CredentialsLook } from '../../model/credentials.ts';
import type { TcpOutcome } from '../../model/probes.ts';
import type { SeenRequest } from '../requests-seen.ts';
import type { Waits } from '../waits.ts';
import { openTcp, probeTcp } from './tcp.ts';

/** How the request that decided it ended. */
export type HowItEnded = Pick<CredentialsLook, 'outcome' | 'code' | 'status'>;

type Outcome = CredentialsLook['outcome'];

/** What a connect that did not open means for whoever wanted to ask. */
const OF_TCP: Readonly<Record<TcpOutcome, Outcome>> = {
  open: 'failed',
  silent: 'silent',
  refused: 'refused',
  rejected: 'unreachable',
  unreachable: 'unreachable',
  unfinished: 'unfinished',
  failed: 'failed',
};

/**
 * Names the end of a source's requests, by the one that decided. Over plain HTTP the SDK waits for one second only, which shows no
 * silence: there the same is asked once more, with the patience of its protocol.
 */
export async function howItEnded(last: SeenRequest, all: readonly SeenRequest[], waits: Waits): Promise<HowItEnded> {
  const own = all.filter(({ host, port }) => host === last.host && port === last.port);
  // Instance metadata answers old-style requests, with a refusal, where its answer with the token does not get through.
  const decisive = own.find(isLostToken) ?? own.findLast(({ status }) => (status ?? 0) >= 400) ?? last;
  const { step, status } = decisive;
  // So Node calls it too where the SDK itself gives a request up.
  const code = decisive.code === 'ECONNRESET' && step !== 'tls' ? null : decisive.code;
  if (status !== null) return { outcome: ofStatus(status), code: null, status };
  if (step === 'name') return { outcome: 'name-not-resolved', code, status };
  if (step === 'tls') return { outcome: 'not-secured', code, status };
  if (step === 'connection') {
    const known = TCP_OUTCOMES[code ?? ''];
    if (known) return { outcome: OF_TCP[known], code, status };
    if (decisive.isSecure) return { outcome: await connects(decisive, waits), code, status };
  }
  return decisive.isSecure ? { outcome: 'unanswered', code, status } : askAgain(decisive, waits);
}

const isLostToken = ({ method, status }: SeenRequest): boolean => method === 'PUT' && status === null;

/** 404 is how instance metadata says that there is no role. Others give more than a number. */
function ofStatus(status: number): Outcome {
  if (status === 404) return 'not-found';
  return status >= 400 && status < 500 ? 'denied' : 'failed';
}

/** Node gives each of several addresses a quarter of a second; every one is tried for as long as it has. */
async function connects({ addresses, port }: SeenRequest, waits: Waits): Promise<Outcome> {
  const tried = await Promise.all(addresses.map((address) => probeTcp(address, port, waits)));
  const outcomes = tried.map(({ outcome }) => OF_TCP[outcome]);
  const byWeight = ['failed', 'unfinished', 'silent', 'refused', 'unreachable'] as const;
  return byWeight.find((one) => outcomes.includes(one)) ?? 'failed';
}

/** Asks without any credential, and reads nothing but the status: that an answer comes is all there is to learn. */
async function askAgain({ addresses, host, port, method, path }: SeenRequest, waits: Waits): Promise<HowItEnded> {
  const { attempt, socket } = await openTcp(addresses[0] ?? host, port, waits);
  if (!socket) return { outcome: OF_TCP[attempt.outcome], code: attempt.code, status: null };
  return new Promise((resolve) => {
    const finish = (outcome: Outcome) => {
      endWait();
      call.destroy();
      socket.destroy();
      resolve({ outcome, code: null, status: null });
    };
    const endWait = waits.start('http', (what) => finish(what === 'silent' ? 'unanswered' : what));
    const call = requestOver({
      createConnection: () => socket,
      method,
      path,
      headers: { host, ...(method === 'PUT' ? { 'x-aws-ec2-metadata-token-ttl-seconds': '1' } : {}) },
    });
    // It answers, only not within the second that the SDK waits.
    call.once('response', () => finish('failed'));
    call.on('error', () => finish('unanswered'));
    call.end();
  });
}
