import { credentialRefusalOf } from '../../../errors/credential-refusals.ts';
import { meaningOf } from '../../../errors/refusals.ts';
import { type CheckInputs, defineCheck } from '../../../model/check.ts';
import { changeHost } from '../../steps/elsewhere.ts';
import { callerOnly, harmToCaller } from '../support/caller.ts';

/** AWS refuses a signature whose time is further off. */
const MOST_MS = 5 * 60_000;

const REFUSED = 'credentials/signature-refused';
const ROLE = 'credentials/role-not-assumable';

/**
 * A signature carries the time, and AWS refuses one that is more than five minutes off. The service's own clock is in the Date
 * header of any answer. Hosts that were frozen or suspended, and virtual machines without time synchronisation, drift.
 * Source: IAM User Guide, "Elements of an AWS API request signature".
 */
export default defineCheck({
  code: 'credentials/clock-skew',
  title: "This host's clock is more than five minutes off",
  healthy: "this host's clock agrees with the service's",
  needs: ['http', 'target'],
  wants: ['secret', 'credentials'],
  evaluate({ http, target, secret, credentials }) {
    // A signature that was accepted outweighs any Date, which an appliance may have stamped.
    if (secret?.outcome === 'read') return 'ok';
    const told = http.flatMap(({ clockAheadMs }, at) =>
      typeof clockAheadMs === 'number' ? [{ clockAheadMs, at }] : [],
    );
    // Where clocks of several addresses differ, the nearest to this host's counts.
    const [nearest] = told.toSorted((a, b) => Math.abs(a.clockAheadMs) - Math.abs(b.clockAheadMs));
    if (!nearest) return { undecided: "no answer carried the service's time" };
    if (Math.abs(nearest.clockAheadMs) <= MOST_MS) return 'ok';
    const minutes = Math.round(Math.abs(nearest.clockAheadMs) / 60_000);
    const refused = [
      ...(secret !== undefined && meaningOf(secret) === 'credentials/signature-refused' ? [REFUSED] : []),
      ...(isRoleUnsigned(secret, credentials) ? [ROLE] : []),
    ];
    return [
      {
        summary: `This host's clock is ${minutes} minutes ${nearest.clockAheadMs > 0 ? 'behind' : 'ahead of'} ${target.host}'s; AWS refuses signatures that are more than five minutes off.`,
        severity: refused.length > 0 ? 'blocking' : harmToCaller({ target }),
        on: callerOnly({ target }),
        explains: [REFUSED, ...refused.filter((code) => code === ROLE)],
        resources: [target.host],
        evidence: [
          {
            fact: 'http',
            path: `[${nearest.at}].dateHeader`,
            shows: `${http[nearest.at]?.address}: Date: ${http[nearest.at]?.dateHeader}`,
          },
        ],
        steps: [
          changeHost(
            "Set this host's clock, and keep it in sync with Amazon Time Sync",
            'None needed: the clock was wrong',
            ['chronyc', 'makestep'],
          ),
        ],
      },
    ];
  },
});

/** A profile's role is asked of STS by a signed request too. */
const isRoleUnsigned = (secret?: CheckInputs['secret'], credentials?: CheckInputs['credentials']): boolean =>
  secret?.outcome === 'no-credentials' &&
  credentials?.outcome === 'denied' &&
  credentialRefusalOf(credentials) === 'signature';
