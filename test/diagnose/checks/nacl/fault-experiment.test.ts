import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/nacl/fault-experiment.ts';
import { judged, sharedCauses } from '../../../../lib/diagnose/judge.ts';
import { planOf } from '../../../../lib/diagnose/plan.ts';
import type { NetworkAclEntry } from '../../../../lib/model/aws.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import {
  acl,
  acls,
  configured,
  HEALTHY_CONFIGURATION,
  inspected,
  SUBNETS,
  subnet,
} from '../../../support/configuration.ts';
import { ALL_ENTRIES, entry, LAST_ENTRIES, tcpEntry } from '../../../support/network.ts';
import { halfSilenced, silenced } from '../../../support/silent-world.ts';
import { ENI_A, ENI_B, factsOf } from '../../../support/world.ts';

const DENY = { RuleAction: 'deny' } as const;
const Tags = [{ Key: 'managedbyFIS' }];
/** Entries that deny all, before those of the ACL that was copied. */
const DENYING = [entry(1, DENY), entry(1, { ...DENY, Egress: true }), ...ALL_ENTRIES];
const atClient = (entries: readonly NetworkAclEntry[]) => ({
  networkAcls: [{ ...acl('acl-fis', ['subnet-client'], entries), Tags }, ...acls().slice(1)],
});
const replies = (from: number, to: number) => [entry(100, { Egress: true }), tcpEntry(100, from, to), ...LAST_ENTRIES];

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'an ACL that nobody has tagged denies all', world: silenced({ networkAcls: acls({ client: DENYING }) }) },
  ],
  nearMiss: [
    {
      when: "an experiment's ACL is on a subnet that is not on the path",
      world: inspected({ networkAcls: [...acls(), { ...acl('acl-fis', ['subnet-c'], DENYING), Tags }] }),
    },
    { when: "an experiment's ACL lets the calls pass", world: inspected(atClient(ALL_ENTRIES)) },
    {
      when: "it denies somebody else's traffic alone",
      world: inspected(atClient([entry(1, { ...DENY, Egress: true, CidrBlock: '198.51.100.0/24' }), ...ALL_ENTRIES])),
    },
    { when: 'connections are accepted all the same', world: configured(atClient(DENYING)) },
  ],
  reporting: [
    {
      when: "the client's subnet is cut off both ways, which is one fault",
      world: silenced(atClient(DENYING)),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['acl-fis'],
          evidence: [{ fact: 'networkAcls', path: '[0].Tags', shows: 'acl-fis is tagged managedByFIS' }],
        },
      ],
      says: [
        'AWS Fault Injection Service',
        'acl-fis in the place',
        'ACL of subnet-client',
        'rule 1 denies',
        "won't be restored",
      ],
    },
    {
      when: "the subnet of one of the endpoint's interfaces is cut off",
      world: halfSilenced({
        networkAcls: [
          acl('acl-client', ['subnet-client']),
          acl('acl-a', ['subnet-a']),
          { ...acl('acl-fis', ['subnet-b'], DENYING), Tags },
        ],
      }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: ['ACL of subnet-b.'],
    },
    {
      when: 'replies to some ports pass, configuration only',
      world: inspected(atClient(replies(1_024, 40_000))),
      problems: [{ severity: 'degrading' }],
      says: ['ACL of subnet-client.', 'ports 1024-40000'],
    },
  ],
});

test.each([
  ['denies all', DENYING],
  ['denies some ports', replies(1_024, 40_000)],
])("an experiment's ACL that %s is the one finding, and no step changes an ACL", (_, entries) => {
  const runs = judged(factsOf(silenced(atClient(entries))));
  const causes = sharedCauses(runs);
  expect(causes.map(({ code }) => code)).toEqual(['nacl/fault-experiment']);
  expect(planOf(causes, runs).steps.map(({ permissions, passage }) => [permissions, passage])).toEqual([
    [['fis:StopExperiment'], undefined],
  ]);
});

test.each([1, 2, 4, 6])(
  'its summary has no more than 300 characters, of %i subnets with ids of real length',
  (count) => {
    const ids = Array.from({ length: count }, (_, n) => `subnet-0123456789abcdef${n}`);
    for (const entries of [DENYING, replies(1_024, 40_000)]) {
      const world = inspected({
        source: { ...HEALTHY_CONFIGURATION.source, subnetIds: ids },
        subnets: [...SUBNETS, ...ids.map((id, n) => subnet(id, `10.0.1${n}.0/24`, 'a'))],
        networkAcls: [{ ...acl('acl-0123456789abcdef0', ids, entries), Tags }, ...acls().slice(1)],
      });
      const [problem] = evaluate(check, world) as readonly Problem[];
      expect(problem?.summary.length).toBeLessThanOrEqual(300);
      expect(problem?.summary).toContain('acl-0123456789abcdef0 in the place of');
      expect(problem?.summary).toContain(ids[0]);
    }
  },
);
