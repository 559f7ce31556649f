import * as looks from './looks.ts';
import type { Names } from './names.ts';

/** One step: what its person does, what should come, and which read-only calls tell whether it came. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly cost: string;
  /** Commands for a person to run, as argument vectors; a text stands between them as it is. */
  commands(names: Names): readonly (readonly string[] | string)[];
  readonly expects: readonly string[];
  readonly looks: readonly looks.Look[];
}

const tool = (...args: readonly string[]) => ['npm', 'run', '-s', 'vpce-doctor', '--', ...args];
const cdk = (...args: readonly string[]) => ['npx', 'cdk', ...args];
const withFile = ({ file }: Names) => (file === 'vpce-doctor.json' ? [] : ['-c', `config=${file}`]);
const only = (key: string, value: unknown) => ['-c', `${key}=${JSON.stringify(value)}`];

const invoke = ({ region, verifier }: Names, payload: object, file: string) => [
  ...['aws', 'lambda', 'invoke', '--region', region, '--function-name', verifier],
  ...['--cli-binary-format', 'raw-in-base64-out', '--payload', JSON.stringify(payload), file],
];

/** Both vantages, and of them one recording without names. */
const record = (names: Names, step: string) => [
  invoke(names, { mode: 'facts' }, 'inside.json'),
  tool(
    ...['inspect', '--function', names.verifier, '--endpoint-id', names.endpoint],
    ...['--region', names.region, '--record', 'outside.json'],
  ),
  tool('analyze', 'inside.json', 'outside.json', '--record', `${step}-recording.json`, '--anonymous'),
];

const oneZone = ({ subnets, workloads }: Names) => [
  ...only('subnetIds', subnets.slice(0, 1)),
  ...only(
    'workloads',
    workloads.slice(0, 1).map((one) => ({ ...one, subnetIds: one.subnetIds.slice(0, 1) })),
  ),
];

const sealed = ({ workloads }: Names) =>
  only(
    'workloads',
    workloads.map((one) => ({ ...one, seal: true })),
  );

/** Of the canary's description, and what the step makes of it. */
const CANARY_FILE = 'infra/verifier/canary.ts';
const CANARY_TEXT = 'a random value';
const CHANGED_TEXT = looks.CHANGED_DESCRIPTION;

const UP = ['CREATE_COMPLETE', 'UPDATE_COMPLETE'];
const FIS_ROLE = 'vpce-doctor-first-hour';
const FIS_ACTIONS = [
  ...['ec2:DescribeVpcEndpoints', 'ec2:DescribeSecurityGroups', 'ec2:ModifyVpcEndpoint', 'ec2:CreateSecurityGroup'],
  ...['ec2:DeleteSecurityGroup', 'ec2:RevokeSecurityGroupEgress', 'ec2:CreateTags'],
];
const policy = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

const role = (call: string, ...more: readonly string[]) => ['aws', 'iam', call, '--role-name', FIS_ROLE, ...more];

/** As the IAM of a Region's partition begins its ARNs. */
const partitionOf = (region: string) =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

/** In the order in which they are done. Each leaves the stack as the next one expects it. */
export const STEPS: readonly Step[] = [
  {
    id: 'prepare',
    title: 'Look before anything is made',
    why: 'Shows that the account, the Region and the VPC are those you mean, and what would stop the deployment.',
    cost: 'nothing',
    commands: ({ account, region }) => [cdk('bootstrap', `aws://${account}/${region}`, '--app', '')],
    expects: ['The Region is bootstrapped. Every look below is as expected.'],
    looks: [
      looks.caller,
      looks.bootstrapped,
      looks.dnsAttribute('enableDnsSupport'),
      looks.dnsAttribute('enableDnsHostnames'),
      looks.subnetsDiffer,
      looks.noOtherEndpoint,
      looks.noHostedZone,
    ],
  },
  {
    id: 'prices',
    title: "The Region's prices",
    why: 'The estimates are those of us-east-1.',
    cost: 'nothing',
    commands: () => [],
    expects: ["The endpoint's price per hour. If it isn't 0.01, put it into `prices.endpointPerHour`."],
    looks: [looks.prices],
  },
  {
    id: 'two-zones',
    title: 'The default: two zones',
    why: 'The templates, the lookup, private DNS, alarms and the function itself, for the first time on AWS.',
    cost: 'about $0.03 an hour ($19.56 a month) as long as it is there',
    commands: (names) => [
      cdk('diff', ...withFile(names)),
      cdk('deploy', ...withFile(names)),
      invoke(names, {}, 'report.json'),
      tool('render', 'report.json', '--fail-on', 'blocking'),
      ...record(names, 'two-zones'),
    ],
    expects: [
      'The deployment ends with CREATE_COMPLETE, in ten minutes or less.',
      '`✓ connected`. If the first run is red and the second is not, note how long it took.',
      'After 30 minutes: every alarm in OK or, of Slow and Degraded, without data; none of them rang.',
    ],
    looks: [
      looks.stackIs(UP),
      looks.stackEvents,
      looks.endpointIsUp(({ subnets }) => subnets.length),
      looks.verifierIsActive,
      looks.firstHealthyRun,
      looks.unhealthyRuns,
      looks.memoryAndTime,
      looks.alarmsAreQuiet,
      looks.alarmsRang('none'),
    ],
  },
  {
    id: 'one-zone',
    title: 'One zone',
    why: 'A change in place: fewer subnets, one verifier less, alarms of a single zone.',
    cost: 'less than two zones',
    commands: (names) => [
      cdk('diff', ...withFile(names), ...oneZone(names)),
      cdk('deploy', ...withFile(names), ...oneZone(names)),
      invoke(names, {}, 'report.json'),
      tool('render', 'report.json', '--fail-on', 'blocking'),
      ...record(names, 'one-zone'),
    ],
    expects: [
      'The diff says `replace` neither of the endpoint nor of its group.',
      'UPDATE_COMPLETE. Deleting the other verifier may take 20 minutes.',
      '`✓ connected`. No alarm starts its warm-up again, or all of them do: note which.',
    ],
    looks: [looks.stackIs(UP), looks.endpointIsUp(() => 1), looks.verifierIsActive, looks.alarmsAreQuiet],
  },
  {
    id: 'sealed',
    title: 'A sealed canary, and a change of it',
    why: 'AWS itself then proves the path. CloudFormation still has to be able to change the canary.',
    cost: 'as two zones',
    commands: (names) => [
      cdk('deploy', ...withFile(names), ...sealed(names)),
      invoke(names, {}, 'report.json'),
      tool('render', 'report.json', '--fail-on', 'blocking'),
      "Now CloudFormation has to change the sealed canary, its description and a tag. The description is no key of the configuration, so for a moment it's changed in the checkout:",
      ['perl', '-pi', '-e', `s/${CANARY_TEXT}/${CHANGED_TEXT}/`, CANARY_FILE],
      cdk('deploy', ...withFile(names), ...sealed(names), ...only('tags', { 'first-hour': 'sealed' })),
      ['git', 'checkout', CANARY_FILE],
      ...record(names, 'sealed'),
    ],
    expects: [
      'Both deployments end with UPDATE_COMPLETE, with two zones again. Neither is UPDATE_FAILED or UPDATE_ROLLBACK_FAILED.',
      '`✓ connected` after each of them.',
    ],
    looks: [
      looks.stackIs(UP),
      looks.endpointIsUp(({ subnets }) => subnets.length),
      looks.sealIsThere,
      looks.canaryWasChanged,
      looks.alarmsAreQuiet,
    ],
  },
  {
    id: 'second-vpc',
    title: 'A second VPC',
    why: 'The same two names with another VPC must not move the first endpoint.',
    cost: 'about $0.03 an hour more',
    commands: ({ file, stack }) => [
      `Copy ${file} to second.json, and put another VPC's vpcId, subnets and groups into it. Then:`,
      cdk('deploy', '-c', 'config=second.json'),
      'That has to be refused. Now as a stack of its own:',
      cdk('deploy', '-c', 'config=second.json', '-c', `stackName=${stack}-second`),
      cdk('destroy', '-c', 'config=second.json', '-c', `stackName=${stack}-second`),
    ],
    expects: [
      'The first deployment stops in one sentence that names both VPCs and `stackName`; the stack is UPDATE_ROLLBACK_COMPLETE, and its endpoint is untouched.',
      'The second ends with CREATE_COMPLETE. Look before you destroy it.',
    ],
    looks: [
      looks.stackIs([...UP, 'UPDATE_ROLLBACK_COMPLETE']),
      looks.endpointIsUp(({ subnets }) => subnets.length),
      looks.stackIs(UP, ({ stack }) => `${stack}-second`),
    ],
  },
  {
    id: 'large-vpc',
    title: 'A VPC of many thousand interfaces',
    why: 'The lookup takes a few seconds at most to read them.',
    cost: 'as two zones',
    commands: (names) => [
      'Only if you have such a VPC: in it, do what two-zones does.',
      cdk('deploy', ...withFile(names)),
    ],
    expects: ['The output CutOff lists groups, or says that not all interfaces could be read; then nothing stops.'],
    looks: [looks.interfacesOfVpc, looks.stackIs(UP)],
  },
  {
    id: 'own-key',
    title: 'A key of your own, in China too',
    why: "Shows whether the verifier's permission on the key is spelt as KMS wants it (`kms:ViaService`).",
    cost: 'a key costs $1 a month, by the hour, and nothing once it is scheduled for deletion',
    commands: (names) => [
      "Put your key's ARN into kmsKeyArn of the workload, in China in a file for that partition. Then:",
      cdk('deploy', ...withFile(names)),
      invoke(names, {}, 'report.json'),
      tool('render', 'report.json', '--fail-on', 'blocking'),
      ...record(names, 'own-key'),
    ],
    expects: ['`✓ connected`. `kms/no-decrypt` here means that the permission is spelt wrongly.'],
    looks: [looks.stackIs(UP), looks.canaryHasKey],
  },
  {
    id: 'existence',
    title: 'What a denial tells of a secret',
    why: 'Says whether a caller of a verifier can learn that a secret exists, and under which permission.',
    cost: 'nothing',
    commands: (names) => [
      'Put `"allow": ["secrets"]` into the workload, and don\'t give the role any permission. Then, with a secret that exists and one that doesn\'t:',
      cdk('deploy', ...withFile(names)),
      invoke(names, { secretId: 'SECRET_THAT_EXISTS' }, 'exists.json'),
      invoke(names, { secretId: 'NO_SUCH_SECRET' }, 'absent.json'),
      tool('render', 'exists.json'),
      tool('render', 'absent.json'),
    ],
    expects: [
      'Both are denied. After `on resource:` stands the full ARN of the first, and the bare name of the second.',
    ],
    looks: [looks.stackIs(UP)],
  },
  {
    id: 'host',
    title: 'A host in the subnet',
    why: 'Instance and task metadata, and credentials that come over the network.',
    cost: 'a t4g.nano is $0.0042 an hour; a Fargate task about $0.01',
    commands: ({ region, canary }) => [
      "On an EC2 instance, an ECS task or a pod in the workload's subnet, with a role that may read the canary:",
      [
        ...['node', 'vpce-doctor.mjs', 'verify', '--secret-id', canary, '--region', region],
        ...['--record', 'host-recording.json', '--anonymous'],
      ],
    ],
    expects: [
      'The report names the subnet, the groups and the zone without any permission for EC2, and `CRED` the host that gave the credentials.',
    ],
    looks: [],
  },
  {
    id: 'fault-experiment',
    title: 'A game day: AWS takes the endpoint away',
    why: 'AWS Fault Injection Service blocks the endpoint for 20 minutes: alarm, diagnosis and recovery with a real fault.',
    cost: '$0.10 for each minute of the action: $2.00',
    commands: (names) => [
      "**Secrets can't be read through this endpoint meanwhile.** Not in a VPC that anybody needs.",
      role(
        'create-role',
        '--assume-role-policy-document',
        policy({ Principal: { Service: 'fis.amazonaws.com' }, Action: 'sts:AssumeRole' }),
      ),
      role(
        ...(['put-role-policy', '--policy-name', 'endpoint', '--policy-document'] as const),
        policy({ Action: FIS_ACTIONS, Resource: '*' }),
      ),
      [
        ...['aws', 'fis', 'create-experiment-template', '--region', names.region],
        ...['--description', 'vpce-doctor: first hour', '--stop-conditions', 'source=none'],
        ...['--role-arn', `arn:${partitionOf(names.region)}:iam::${names.account}:role/${FIS_ROLE}`, '--targets'],
        JSON.stringify({
          endpoint: {
            resourceType: 'aws:ec2:vpc-endpoint',
            resourceArns: [names.endpointArn],
            selectionMode: 'ALL',
          },
        }),
        '--actions',
        JSON.stringify({
          block: {
            actionId: 'aws:network:disrupt-vpc-endpoint',
            parameters: { duration: 'PT20M' },
            targets: { VPCEndpoints: 'endpoint' },
          },
        }),
      ],
      ['aws', 'fis', 'start-experiment', '--region', names.region, '--experiment-template-id', 'TEMPLATE_ID'],
      ...record(names, 'fault-experiment'),
      'Look while it runs (`--run fault-experiment`), and wait for the mails. It ends by itself after 20 minutes; the next command ends it now:',
      ['aws', 'fis', 'stop-experiment', '--region', names.region, '--id', 'EXPERIMENT_ID'],
      'When it is over:',
      ['aws', 'fis', 'delete-experiment-template', '--region', names.region, '--id', 'TEMPLATE_ID'],
      role('delete-role-policy', '--policy-name', 'endpoint'),
      role('delete-role'),
    ],
    expects: [
      "The recording's diagnosis is `broken`, root cause `sg/fault-experiment`, and no command edits a group.",
      'A mail of Unhealthy for each zone, 6 to 15 minutes after the start, and one more when it is over.',
      "Afterwards `✓ connected`, with the endpoint's own group.",
    ],
    looks: [looks.stackIs(UP), looks.groupsOfExperiment('some'), looks.alarmsRang('some')],
  },
  {
    id: 'one-fault',
    title: 'One fault at a time',
    why: 'The pages of findings say what programs see of a fault. Each that says "not confirmed on AWS" can be made on purpose.',
    cost: 'nothing more, but for what the page itself makes: a Resolver endpoint is $0.125 an hour for each address',
    commands: (names) => [
      'Make one fault of the table below, as its page describes it, in a VPC that nobody needs. Then record, and undo it:',
      ...record(names, 'one-fault'),
    ],
    expects: [
      'The root cause that the page names, or its symptom with the page among the suspects. Anything else is worth sending.',
    ],
    looks: [looks.stackIs(UP)],
  },
  {
    id: 'when-it-happens',
    title: 'What nobody can make',
    why: "Faults on AWS's side, expired certificates, broken middleboxes: keep the schedule running, and record when one comes.",
    cost: 'as two zones',
    commands: (names) => record(names, 'when-it-happens'),
    expects: ['Whatever came.'],
    looks: [looks.alarmsAreQuiet],
  },
  {
    id: 'destroy',
    title: 'Destroy',
    why: "Everything goes, and lets go of other people's groups and subnets.",
    cost: "nothing; the topic's key is not charged while it waits for its deletion",
    commands: (names) => [
      cdk('destroy', ...withFile(names)),
      'What remains is the bootstrap, if nobody else uses it:',
      ['aws', 'cloudformation', 'delete-stack', '--region', names.region, '--stack-name', 'CDKToolkit'],
    ],
    expects: [
      'The stack is gone within 20 minutes or so, with no DELETE_FAILED.',
      'CDKToolkit leaves its bucket and, with it, the uploaded zip: empty and delete it by hand.',
    ],
    looks: [looks.stackIsGone, looks.groupsOfExperiment('none'), looks.noOtherEndpoint, looks.noInterfaceIsLeft],
  },
];
