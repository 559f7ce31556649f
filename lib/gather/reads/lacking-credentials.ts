import { credentialsSaid } from '../../words/credentials.ts';
import type { CredentialsLoading } from '../credentials.ts';
import type { Deadline } from '../deadline.ts';
import { startHeartbeat } from '../heartbeat.ts';
import { waitsWithin } from '../waits.ts';

/** Says why no call can be signed; null where it can. Asked for once, however many calls want to know. */
export function whyNoCredentials(credentials: CredentialsLoading, deadline: Deadline): () => Promise<string | null> {
  let asked: Promise<string | null> | undefined;
  const ask = async () => {
    const heartbeat = startHeartbeat(deadline.clock);
    try {
      const look = await credentials.look(waitsWithin(deadline, { heartbeat }));
      return look.outcome === 'loaded' ? null : credentialsSaid(look);
    } catch {
      // Then the call itself says what is wrong.
      return null;
    } finally {
      heartbeat.stop();
    }
  };
  return () => {
    asked ??= ask();
    return asked;
  };
}
