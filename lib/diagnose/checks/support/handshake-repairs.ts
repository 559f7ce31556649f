import type { ObservedPath } from '../../../model/observed-path.ts';
import type { Repair } from '../../../model/problem.ts';
import type { Target } from '../../../model/run.ts';
import { lookAt, whoseAddress } from '../../looks.ts';
import { changeAppliance, changeHost } from '../../steps/elsewhere.ts';
import { changeAnswer } from '../../steps/names.ts';

/** A certificate whose time is not now: the clock, unless it is right. */
export const repairClock = (): Repair => ({
  steps: [
    changeHost(
      "Correct this host's clock, and have it follow Amazon Time Sync (169.254.169.123)",
      'None needed: the clock was wrong',
    ),
  ],
  looks: [
    lookAt(
      "Compare this host's clock with another one; if it's right, find out who issued the certificate",
      'workload',
    ),
  ],
});

/** A proxy that answers in the service's place. */
export const bypassProxy = (where: readonly ObservedPath[], target: Target): Repair => ({
  steps: [changeAppliance(`Exempt ${target.host} from the proxy`)],
  alternatives: [changeAnswer("Make the service's name resolve to the endpoint")],
  looks: [whoseAddress(where, target)],
});

/** Another host that answers at the address that the name resolves to. */
export const resolveToEndpoint = (where: readonly ObservedPath[], target: Target): Repair => ({
  steps: [changeAnswer("Make the service's name resolve to the endpoint's own addresses")],
  looks: [whoseAddress(where, target)],
});
