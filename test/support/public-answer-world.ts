import { expect } from '@jest/globals';
import type { Check } from '../../lib/model/check.ts';
import type { Observations } from '../../lib/model/facts.ts';
import { unseen } from '../../lib/model/observation.ts';
import { reportOf } from '../../lib/report/report.ts';
import { groups, routeTables } from './configuration.ts';
import { byCidr } from './network.ts';
import { factsOf, http, PUBLIC, query, resolvesTo, secret, silentTcp, tcp, tls, type WorldChange } from './world.ts';

const ANSWER = {
  serviceDns: resolvesTo([PUBLIC]),
  vpcResolverDns: { queries: [query({ server: '169.254.169.253', addresses: [PUBLIC] })] },
} as const satisfies WorldChange;

/** The name leads to a public address, and a NAT gateway leads there: the secret is read past the endpoint. */
export const PAST_THE_ENDPOINT = {
  ...ANSWER,
  tcp: [tcp(PUBLIC)],
  tls: [tls(PUBLIC)],
  http: [http(PUBLIC)],
  secret: secret({ remoteAddress: PUBLIC }),
  securityGroups: groups({ egress: [byCidr('0.0.0.0/0')] }),
  routeTables: routeTables({
    client: [
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
      { DestinationCidrBlock: '10.99.0.0/16', VpcPeeringConnectionId: 'pcx-0abc', State: 'active' },
      { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0abc', State: 'active' },
    ],
  }),
} as const satisfies WorldChange;

const notReached = unseen('skipped', 'no address accepts a connection');

/** The name leads to a public address, and nothing leads there: packets are dropped. */
export const INTO_SILENCE = {
  ...ANSWER,
  tcp: [silentTcp(PUBLIC)],
  tls: notReached,
  http: notReached,
  secret: notReached,
} as const satisfies WorldChange;

/** Both, with the verdict that they must have. */
export const PUBLIC_ANSWERS = [
  { when: 'a NAT gateway leads to it', answer: PAST_THE_ENDPOINT, verdict: 'bypassed' },
  { when: 'nothing leads to it', answer: INTO_SILENCE, verdict: 'broken' },
] as const;

/** The report names this check as the one root, and the public answer as what follows from it. */
export function expectRootOfPublicAnswer(check: Check, observations: Observations, verdict: string): void {
  const { causes, ...report } = reportOf(factsOf(observations));
  expect(report).toMatchObject({ verdict, rootCause: check.code });
  const harmful = causes.filter((cause) => cause.severity !== 'advisory');
  expect(harmful.map((cause) => cause.code)).toEqual([check.code]);
  expect(harmful[0]?.accountsFor.map((one) => one.code)).toContain('dns/public-answer');
}

/** The report leaves the check open, and accuses nobody by it. */
export function expectUndecided(check: Check, observations: Observations): void {
  const { undecided, causes } = reportOf(factsOf(observations));
  expect(undecided.flatMap((group) => group.codes)).toContain(check.code);
  expect(causes.map((cause) => cause.code)).not.toContain(check.code);
}
