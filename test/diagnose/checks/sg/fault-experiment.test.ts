import { describe, expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/sg/fault-experiment.ts';
import { judged, sharedCauses } from '../../../../lib/diagnose/judge.ts';
import { planOf } from '../../../../lib/diagnose/plan.ts';
import type { IpPermission, SecurityGroup } from '../../../../lib/model/aws.ts';
import type { Observations } from '../../../../lib/model/facts.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import {
  configured,
  endpoint,
  groups,
  INTERFACES,
  inspected,
  networkInterface,
} from '../../../support/configuration.ts';
import { byCidr, byGroup, securityGroup } from '../../../support/network.ts';
import { halfSilenced, silenced } from '../../../support/silent-world.ts';
import { ENI_A, ENI_B, factsOf } from '../../../support/world.ts';

const Tags = [{ Key: 'managedByFIS' }];
/** The experiment's own group is in the place of the endpoint's, which is still there and on no interface. */
const standIn = (...IpPermissions: readonly IpPermission[]): readonly SecurityGroup[] => [
  ...groups(),
  securityGroup('sg-fis', { IpPermissions, Tags }),
];
const endpointIn = (ids: readonly string[], at: readonly string[] = [ENI_A, ENI_B]) => ({
  networkInterfaces: INTERFACES.map((one) =>
    at.includes(one.PrivateIpAddress ?? '') ? { ...one, Groups: ids.map((GroupId) => ({ GroupId })) } : one,
  ),
});
const disrupted = { ...endpointIn(['sg-fis']), securityGroups: standIn() };
const tagged = (Key: string) => ({
  securityGroups: groups({ ingress: [] }).map((group) => ({ ...group, Tags: [{ Key }] })),
});

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'a group that nobody has tagged is empty', world: silenced({ securityGroups: groups({ ingress: [] }) }) },
    {
      when: "the client's own group is closed",
      world: silenced({ securityGroups: groups({ egress: [] }).map((one) => ({ ...one, Tags })) }),
    },
  ],
  nearMiss: [
    { when: "an experiment's group is there, and on no interface", world: inspected({ securityGroups: standIn() }) },
    {
      when: "an experiment's group still lets the client in",
      world: inspected({ ...disrupted, securityGroups: standIn(byGroup('sg-client')) }),
    },
    {
      when: 'another group of the interfaces lets the client in',
      world: inspected({ ...disrupted, ...endpointIn(['sg-fis', 'sg-endpoint']) }),
    },
    { when: "a tag of one's own only sounds like it", world: silenced(tagged('managedByFISTeam')) },
    { when: 'connections are accepted all the same', world: configured(disrupted) },
  ],
  reporting: [
    {
      when: 'the stand-in lets nobody in, and nothing answers',
      world: silenced(disrupted),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['sg-fis'],
          evidence: [{ fact: 'securityGroups', path: '[2].Tags', shows: 'sg-fis is tagged managedByFIS' }],
          looks: [
            {
              say: 'Find the running experiment, and whoever started it',
              run: [
                ...['aws', 'fis', 'list-experiments', '--region', 'eu-west-2'],
                ...['--query', "experiments[?state.status=='running']"],
              ],
              from: 'anywhere',
            },
          ],
        },
      ],
      says: ['AWS Fault Injection Service', 'sg-fis', ENI_A, 'no rule allows it', "won't be restored"],
    },
    {
      when: 'configuration only, and the tag is spelled as the other action spells it',
      world: inspected({
        ...disrupted,
        securityGroups: [...groups(), securityGroup('sg-fis', { Tags: [{ Key: 'managedbyFIS' }] })],
      }),
      problems: [{ severity: 'blocking' }],
      says: ['sg-fis'],
    },
    {
      when: 'the stand-in is on one of two interfaces',
      world: halfSilenced({ ...disrupted, ...endpointIn(['sg-fis'], [ENI_B]) }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
    {
      when: 'a part of the addresses is let in',
      world: inspected({
        ...disrupted,
        networkInterfaces: endpointIn(['sg-fis']).networkInterfaces.slice(0, 2),
        securityGroups: standIn(byCidr('10.0.7.0/25')),
      }),
      problems: [{ severity: 'degrading' }],
      says: ['passes only for 10.0.7.0/25'],
    },
  ],
});

describe("what an experiment's group blocks", () => {
  const judgedIn = (observations: Observations) => {
    const runs = judged(factsOf(observations));
    return { runs, causes: sharedCauses(runs) };
  };

  test('is nothing else, and no step changes a group', () => {
    const { causes, runs } = judgedIn(silenced(disrupted));
    expect(causes.map(({ code }) => code)).toEqual(['sg/fault-experiment']);
    expect(causes[0]?.accountsFor.map(({ code }) => code)).toEqual(['path/packets-dropped']);
    const { steps, heldBack } = planOf(causes, runs);
    expect(heldBack).toEqual([]);
    expect(steps.map(({ say, run }) => [say, run])).toEqual([
      [
        'Wait until the experiment ends, or stop it',
        'aws fis stop-experiment --region eu-west-2 --id EXPERIMENT_ID'.split(' '),
      ],
    ]);
  });

  test("is the group's own fault where the tag is somebody else's", () => {
    const { causes } = judgedIn(silenced(tagged('managedByFISTeam')));
    expect(causes.map(({ code }) => code)).toEqual(['sg/endpoint-ingress-missing']);
  });

  describe("is not the client's doing, whose rules", () => {
    const clientWith = (...IpPermissionsEgress: readonly IpPermission[]) => ({
      ...disrupted,
      securityGroups: standIn().map((one) => (one.GroupId === 'sg-client' ? { ...one, IpPermissionsEgress } : one)),
    });
    const changed = (observations: Observations) => {
      const { causes, runs } = judgedIn(observations);
      const { steps, heldBack } = planOf(causes, runs);
      return { codes: causes.map(({ code }) => code), runs: [...steps, ...heldBack].map(({ run }) => run?.join(' ')) };
    };

    test.each([
      ['packets and configuration', silenced],
      ['configuration only', inspected],
    ])("name the endpoint's own group: %s", (_, seen) => {
      const { codes, runs } = changed(seen(clientWith(byGroup('sg-endpoint'))));
      expect(codes).toEqual(['sg/fault-experiment']);
      expect(runs.join()).toContain('stop-experiment');
      expect(runs.join()).not.toContain('authorize');
    });

    test('name it for one of two interfaces, of which the other has its own group still', () => {
      const half = { ...clientWith(byGroup('sg-endpoint')), ...endpointIn(['sg-fis'], [ENI_B]) };
      expect(changed(inspected(half)).codes).toEqual(['sg/fault-experiment']);
    });

    test("are none at all: that's a fault of its own, and its step names addresses", () => {
      const { codes, runs } = changed(inspected(clientWith()));
      expect(codes.toSorted()).toEqual(['sg/client-egress-missing', 'sg/fault-experiment']);
      expect(runs.join()).toContain(`--cidr ${ENI_A}/32`);
      expect(runs.join()).not.toContain('sg-fis');
    });

    test("are none at all, and one of the endpoint's groups lasts: it's named", () => {
      const both = { ...clientWith(), ...endpointIn(['sg-fis', 'sg-endpoint']) };
      expect(changed(inspected(both)).runs).toEqual([expect.stringContaining('GroupId=sg-endpoint')]);
    });

    test('name blocks beside the endpoint: no group that comes back can open that', () => {
      expect(changed(inspected(clientWith(byCidr('203.0.113.0/24')))).codes).toContain('sg/client-egress-missing');
    });
  });
});

describe('its summary has no more than 300 characters', () => {
  const long = (kind: string, n: number) => `${kind}-0123456789abcdef${n}`;
  const withInterfaces = (count: number, ...rules: readonly IpPermission[]) => {
    const ids = Array.from({ length: count }, (_, n) => long('eni', n));
    return inspected({
      vpcEndpoints: [endpoint({ NetworkInterfaceIds: ids })],
      networkInterfaces: [
        ...ids.map((id, n) =>
          networkInterface(id, 'subnet-a', `10.123.101.10${n}`, { Groups: [{ GroupId: long('sg', 0) }] }),
        ),
        ...INTERFACES.slice(2),
      ],
      securityGroups: [...groups().slice(0, 1), securityGroup(long('sg', 0), { IpPermissions: rules, Tags })],
    });
  };

  test.each([1, 2, 3, 4, 6])('with %i interfaces', (count) => {
    for (const rules of [[], [byCidr('10.0.7.0/28', '10.0.7.32/28', '10.0.7.64/28', '10.0.7.96/28')]]) {
      const [problem] = evaluate(check, withInterfaces(count, ...rules)) as readonly Problem[];
      expect(problem?.summary.length).toBeLessThanOrEqual(300);
      expect(problem?.summary).toContain(long('sg', 0));
      expect(problem?.summary).toContain(long('eni', 0));
    }
  });
});
