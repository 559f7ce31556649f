import { beforeAll, expect, test } from '@jest/globals';
import type { Template } from '../../../infra/synthesize.ts';
import { mergeFacts } from '../../../lib/facts/merge.ts';
import { CONFIGURATION_NAMES, type ConfigurationName } from '../../../lib/model/configuration.ts';
import type { Facts } from '../../../lib/model/facts.ts';
import { VARIABLES } from '../../../lib/model/verifier-environment.ts';
import { reportOf } from '../../../lib/report/report.ts';
import { type LabRun, runScenario } from '../../lab/lab.ts';
import { runPool } from '../../lab/pool.ts';
import type { Scenario } from '../../lab/scenario.ts';
import type { World } from '../../lab/world.ts';
import { describeLab } from '../../support/describe-lab.ts';
import { observationsIn } from '../../support/world.ts';
import { type Choices, configurationIn, scenarioOf, worldFor } from '../deployed-scenario.ts';
import { templatesOf } from '../deployment.ts';
import { resourceOf } from '../read-template.ts';

const SEED = 8;
const AT_ONCE = 2;

interface Deployment {
  readonly zones: number;
  readonly choices?: Choices;
  /** Takes something away from the template. */
  readonly without?: (template: Template) => void;
  /** Changes the VPC around it. */
  readonly around?: (world: World) => Scenario['set'];
  readonly verdict: 'connected' | 'broken' | 'unproven';
  readonly rootCause: string | null;
}

const endpointIn = (template: Template) => resourceOf(template, 'AWS::EC2::VPCEndpoint').Properties;
const groupIn = (template: Template) => resourceOf(template, 'AWS::EC2::SecurityGroup').Properties;
const dropStatement = (document: { Statement: { Sid?: string }[] }, sid: string) => {
  const left = document.Statement.filter((statement) => statement.Sid !== sid);
  if (left.length === document.Statement.length) throw new Error(`there is no statement ${sid}`);
  document.Statement = left;
};
const dropFromRole = (template: Template, sid: string) => {
  const policies = Object.entries(template.Resources ?? {}).filter(([, { Type }]) => Type === 'AWS::IAM::Policy');
  const found = policies.filter(([, { Properties }]) =>
    Properties.PolicyDocument.Statement.some((statement: { Sid?: string }) => statement.Sid === sid),
  );
  if (found.length !== 1) throw new Error(`${found.length} policies have ${sid}`);
  dropStatement(found[0]?.[1].Properties.PolicyDocument, sid);
};
const environmentIn = (template: Template) =>
  resourceOf(template, 'AWS::Lambda::Function', 'Verifier').Properties.Environment.Variables;
const healthy = { verdict: 'connected', rootCause: null } as const;
const SECRETS = {
  endpointPolicy: { secrets: ['arn:aws:secretsmanager:eu-west-2:111122223333:secret:prod/db-AbCdEf'] },
};

const DEPLOYMENTS: Readonly<Record<string, Deployment>> = {
  'in one zone': { zones: 1, ...healthy },
  'in two zones': { zones: 2, ...healthy },
  'in three zones': { zones: 3, ...healthy },
  'with a sealed canary': { zones: 2, choices: { seal: true }, ...healthy },
  'with a canary that is sealed to another endpoint': {
    zones: 2,
    choices: { seal: true },
    without: (template) => {
      const { ResourcePolicy } = resourceOf(template, 'AWS::SecretsManager::ResourcePolicy').Properties;
      ResourcePolicy.Statement[0].Condition.StringNotEquals['aws:SourceVpce'] = 'vpce-0another1';
    },
    verdict: 'unproven',
    rootCause: 'iam/resource-explicit',
  },
  'with a canary whose seal is for another role': {
    zones: 2,
    choices: { seal: true },
    without: (template) => {
      const { Condition } = resourceOf(template, 'AWS::SecretsManager::ResourcePolicy').Properties.ResourcePolicy
        .Statement[0];
      Condition.StringNotEquals['aws:SourceVpce'] = 'vpce-0another1';
      Condition.ArnEquals['aws:PrincipalArn'] = 'arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role';
    },
    ...healthy,
  },
  // A seal must not turn a call that goes round the endpoint into a mere denial.
  'with a sealed canary and NAT, without private DNS': {
    zones: 2,
    choices: { seal: true },
    without: (template) => delete endpointIn(template).PrivateDnsEnabled,
    around: ({ Vpc }) => ({
      'RouteTables.client.Routes': [
        { DestinationCidrBlock: Vpc.CidrBlock, GatewayId: 'local', State: 'active' },
        { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0123456789abcdef0', State: 'active' },
      ],
      'SecurityGroups.client.IpPermissionsEgress': [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      ],
    }),
    verdict: 'broken',
    rootCause: 'dns/private-dns-off',
  },
  "with the canary under the workload's key": { zones: 2, choices: { key: true }, ...healthy },
  'with a policy for named secrets': { zones: 2, choices: SECRETS, ...healthy },
  'without its ingress rules': {
    zones: 2,
    without: (template) => delete groupIn(template).SecurityGroupIngress,
    verdict: 'broken',
    rootCause: 'sg/endpoint-ingress-missing',
  },
  'without its security group': {
    zones: 2,
    without: (template) => delete endpointIn(template).SecurityGroupIds,
    verdict: 'broken',
    rootCause: 'sg/endpoint-ingress-missing',
  },
  'without private DNS': {
    zones: 2,
    without: (template) => delete endpointIn(template).PrivateDnsEnabled,
    verdict: 'broken',
    rootCause: 'dns/private-dns-off',
  },
  'without the statement of its own account': {
    zones: 2,
    without: (template) => dropStatement(endpointIn(template).PolicyDocument, 'OwnAccount'),
    verdict: 'broken',
    rootCause: 'iam/vpce-implicit',
  },
  'without the canaries in a policy for named secrets': {
    zones: 2,
    choices: SECRETS,
    without: (template) => dropStatement(endpointIn(template).PolicyDocument, 'Canaries'),
    verdict: 'broken',
    rootCause: 'iam/vpce-implicit',
  },
  "without the role's statement for the canary": {
    zones: 2,
    without: (template) => dropFromRole(template, 'ReadCanary'),
    verdict: 'unproven',
    rootCause: 'iam/identity-implicit',
  },
  "without the role's statement for the workload's key": {
    zones: 2,
    choices: { key: true },
    without: (template) => dropFromRole(template, 'DecryptCanary'),
    verdict: 'unproven',
    rootCause: 'kms/no-decrypt',
  },
  'without its canary': {
    zones: 2,
    without: ({ Resources = {} }) => {
      const [id = ''] = Object.keys(Resources).filter((one) => Resources[one]?.Type === 'AWS::SecretsManager::Secret');
      delete (Resources as Record<string, unknown>)[id];
    },
    verdict: 'unproven',
    rootCause: 'secret/not-found',
  },
};

/** What may be missing and breaks nothing: the other half still proves, or tells. */
const HARMLESS: typeof DEPLOYMENTS = {
  'without one of two subnets': { zones: 2, without: (template) => endpointIn(template).SubnetIds.pop(), ...healthy },
  'without the egress rules, for which EC2 adds its own': {
    zones: 2,
    without: (template) => delete groupIn(template).SecurityGroupEgress,
    ...healthy,
  },
  'without what the environment tells of the endpoint': {
    zones: 2,
    without: (template) => delete environmentIn(template)[VARIABLES.endpoint],
    ...healthy,
  },
  'without what the role may read of the network': {
    zones: 2,
    without: (template) => dropFromRole(template, 'ReadNetwork'),
    ...healthy,
  },
};

const ALL = { ...DEPLOYMENTS, ...HARMLESS };

describeLab('what we deploy is what we test: worlds from synthesized templates', () => {
  let runs: Awaited<ReturnType<typeof runPool<LabRun>>>;

  beforeAll(async () => {
    // One synth for all of them; stacks have names of their own.
    const stackOf = (name: string) => `Deployment${Object.keys(ALL).indexOf(name)}`;
    const templates = templatesOf(
      Object.fromEntries(
        Object.entries(ALL).map(([name, { zones, choices }]) => [
          stackOf(name),
          configurationIn(worldFor(zones, SEED), zones, choices),
        ]),
      ),
    );
    const jobs = Object.entries(ALL).map(([name, { zones, without, around, verdict, rootCause }]) => {
      const template = structuredClone(templates[stackOf(name)]) as Template;
      without?.(template);
      const world = worldFor(zones, SEED);
      const scenario = scenarioOf(template, world, zones, { verdict, rootCause }, around?.(world));
      const options = { seed: SEED, enforceFilters: true, outside: true, event: { mode: 'facts' } };
      return [name, () => runScenario(scenario, options)] as const;
    });
    runs = await runPool(new Map(jobs), AT_ONCE);
  }, 300_000);

  const factsOf = (name: string): { readonly inside: Facts; readonly both: Facts } => {
    const result = runs.get(name);
    if (result?.status !== 'fulfilled') throw result?.reason;
    const { response, error, outside } = result.value;
    if (response === null || !outside?.recorded) throw new Error(error ?? outside?.stderr);
    const inside = JSON.parse(response) as Facts;
    return { inside, both: mergeFacts(inside, JSON.parse(outside.recorded) as Facts) };
  };

  test.each(Object.entries(ALL))('a deployment %s', (name, { verdict, rootCause }) => {
    const report = reportOf(factsOf(name).both);
    expect({ verdict: report.verdict, rootCause: report.rootCause }).toEqual({ verdict, rootCause });
  });

  test.each(['in one zone', 'in two zones', 'in three zones'])(
    'deployed %s, the role may read all of the configuration, and the environment tells the endpoint',
    (name) => {
      const { inside } = factsOf(name);
      const observations = observationsIn(inside);
      const unread = (Object.keys(CONFIGURATION_NAMES) as ConfigurationName[]).filter(
        (fact) => observations[fact].state === 'unseen',
      );
      expect(unread).toEqual([]);
      expect(reportOf(inside)).toMatchObject({ verdict: 'connected', rootCause: null });
    },
  );
});
