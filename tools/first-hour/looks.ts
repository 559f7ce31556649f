import type { Names } from './names.ts';

/** A number, yes or no, or a word of AWS's own such as UPDATE_COMPLETE: nothing that names anybody's resource. */
export type Kept = Readonly<Record<string, number | boolean | string | null>>;

export interface Seen {
  readonly isAsExpected: boolean;
  readonly kept: Kept;
  /** What later looks of the step may use. */
  readonly learned?: Partial<Names>;
}

/** A read-only call of the AWS CLI, and what its answer is worth. */
export interface Look {
  readonly expects: string;
  run(names: Names): readonly string[];
  see(answer: Answer, names: Names): Seen;
  /** The error that is expected in the place of an answer. */
  readonly expectsError?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: what AWS answers is AWS's business
export type Answer = any;

const seen = (isAsExpected: boolean, kept: Kept, learned?: Partial<Names>): Seen =>
  learned ? { isAsExpected, kept, learned } : { isAsExpected, kept };

const listOf = (value: Answer): readonly Answer[] => (Array.isArray(value) ? value : []);

export const caller: Look = {
  expects: 'the credentials are of the account that the file names',
  run: ({ region }) => ['sts', 'get-caller-identity', '--region', region],
  see: ({ Account }, { account }) => {
    const isTold = account !== 'ACCOUNT';
    return seen(!isTold || Account === account, { isAccountTold: isTold }, { account: Account });
  },
};

export const stackIs = (expected: readonly string[], of: (names: Names) => string = ({ stack }) => stack): Look => ({
  expects: `the stack is ${expected.join(' or ')}`,
  run: (names) => ['cloudformation', 'describe-stacks', '--region', names.region, '--stack-name', of(names)],
  see: ({ Stacks }, names) => {
    const { StackStatus: status = 'none', Outputs } = listOf(Stacks)[0] ?? {};
    const outputs = new Map(listOf(Outputs).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    const named = (prefix: string) => [...outputs].find(([key]) => key.startsWith(prefix))?.[1]?.split(',')[0];
    const cutOff = outputs.get('CutOff');
    const learned = {
      endpoint: outputs.get('EndpointId') ?? names.endpoint,
      endpointArn: outputs.get('EndpointArn') ?? names.endpointArn,
      verifier: named('Verifiers') ?? names.verifier,
      canary: named('Canary') ?? names.canary,
    };
    const isOwn = of(names) === names.stack;
    return seen(
      expected.includes(status),
      { status, outputs: outputs.size, hasCutOff: cutOff !== undefined },
      isOwn ? learned : undefined,
    );
  },
});

export const bootstrapped: Look = {
  ...stackIs(['CREATE_COMPLETE', 'UPDATE_COMPLETE'], () => 'CDKToolkit'),
  expects: 'the Region was bootstrapped for the CDK',
};

export const stackIsGone: Look = {
  ...stackIs([]),
  expects: 'there is no such stack any more',
  expectsError: 'ValidationError',
};

export const dnsAttribute = (attribute: 'enableDnsSupport' | 'enableDnsHostnames'): Look => ({
  expects: `${attribute} is on`,
  run: ({ region, vpc }) => [
    ...['ec2', 'describe-vpc-attribute', '--region', region],
    ...['--vpc-id', vpc, '--attribute', attribute],
  ],
  see: ({ EnableDnsSupport, EnableDnsHostnames }) => {
    const isOn = (EnableDnsSupport ?? EnableDnsHostnames)?.Value === true;
    return seen(isOn, { isOn });
  },
});

export const subnetsDiffer: Look = {
  expects: 'the subnets are of this VPC, each in a zone of its own',
  run: ({ region, subnets }) => ['ec2', 'describe-subnets', '--region', region, '--subnet-ids', ...subnets],
  see: ({ Subnets }, { vpc, subnets }) => {
    const found = listOf(Subnets);
    const zones = new Set(found.map((one) => one.AvailabilityZone)).size;
    const isOfVpc = found.every((one) => one.VpcId === vpc);
    return seen(isOfVpc && found.length === subnets.length && zones === subnets.length, {
      subnets: found.length,
      zones,
      isOfVpc,
    });
  },
};

export const noOtherEndpoint: Look = {
  expects: 'no other endpoint of the service has private DNS in this VPC',
  run: ({ region, vpc }) => [
    ...['ec2', 'describe-vpc-endpoints', '--region', region],
    ...['--filters', `Name=vpc-id,Values=${vpc}`],
  ],
  see: ({ VpcEndpoints }) => {
    const own = listOf(VpcEndpoints).filter(({ ServiceName }) => String(ServiceName).endsWith('.secretsmanager'));
    const withPrivateDns = own.filter((one) => one.PrivateDnsEnabled).length;
    return seen(withPrivateDns === 0, { endpoints: own.length, withPrivateDns });
  },
};

export const noHostedZone: Look = {
  expects: "no private hosted zone in the VPC answers for the service's name",
  run: ({ region, vpc }) => [
    ...['route53', 'list-hosted-zones-by-vpc', '--region', region],
    ...['--vpc-id', vpc, '--vpc-region', region],
  ],
  see: ({ HostedZoneSummaries }) => {
    const zones = listOf(HostedZoneSummaries).map((one) => String(one.Name));
    const covering = zones.filter((name) => name.startsWith('secretsmanager.')).length;
    return seen(covering === 0, { zones: zones.length, covering });
  },
};

export const endpointIsUp = (zones: (names: Names) => number): Look => ({
  expects: 'the endpoint is available, has private DNS, and an interface in each of its subnets',
  run: ({ region, endpoint }) => [
    ...['ec2', 'describe-vpc-endpoints', '--region', region],
    ...['--vpc-endpoint-ids', endpoint],
  ],
  see: ({ VpcEndpoints }, names) => {
    const { State: state = 'none', PrivateDnsEnabled, SubnetIds } = listOf(VpcEndpoints)[0] ?? {};
    const subnets = listOf(SubnetIds).length;
    const hasPrivateDns = PrivateDnsEnabled === true;
    return seen(state === 'available' && hasPrivateDns && subnets === zones(names), { state, hasPrivateDns, subnets });
  },
});

export const stackEvents: Look = {
  expects: "CloudFormation's events say when the endpoint was complete, and how long all of it took",
  run: ({ region, stack }) => [
    ...['cloudformation', 'describe-stack-events', '--region', region],
    ...['--stack-name', stack],
  ],
  see: ({ StackEvents }) => {
    const events = listOf(StackEvents).map((one) => ({ ...one, at: Date.parse(one.Timestamp) }));
    const ends = (type: string) =>
      events.filter((one) => one.ResourceType === type && one.ResourceStatus === 'CREATE_COMPLETE').at(-1)?.at ?? null;
    const begun = events.length > 0 ? Math.min(...events.map((one) => one.at)) : null;
    const [endpointSince, complete] = [ends('AWS::EC2::VPCEndpoint'), ends('AWS::CloudFormation::Stack')];
    const since = (at: number | null) => (at === null || begun === null ? null : Math.round((at - begun) / 1000));
    const lookup = ends('Custom::VpcOfSubnets');
    const kept = { lookupAfterS: since(lookup), endpointAfterS: since(endpointSince), stackAfterS: since(complete) };
    return seen(endpointSince !== null && complete !== null, kept, { endpointSince });
  },
};

export const verifierIsActive: Look = {
  expects: 'the verifier is Active, on Node 24, and logs JSON',
  run: ({ region, verifier }) => [
    ...['lambda', 'get-function-configuration', '--region', region],
    ...['--function-name', verifier],
  ],
  see: ({ State = 'none', MemorySize = null, LoggingConfig, LastUpdateStatus = 'none' }, { logGroup }) =>
    seen(
      State === 'Active' && LoggingConfig?.LogFormat === 'JSON',
      { state: State, update: LastUpdateStatus, memoryMb: MemorySize },
      { logGroup: LoggingConfig?.LogGroup ?? logGroup },
    ),
};

const logsWith =
  (pattern: string) =>
  ({ region, logGroup }: Names) => [
    ...['logs', 'filter-log-events', '--region', region, '--log-group-name', logGroup],
    ...['--filter-pattern', pattern, '--max-items', '100'],
  ];

export const firstHealthyRun: Look = {
  expects:
    'a run said Healthy within two minutes after the endpoint was complete, as far as the schedule of five lets one see',
  run: logsWith('{ $.Healthy = 1 }'),
  see: ({ events }, { endpointSince }) => {
    const times = listOf(events).map((one) => Number(one.timestamp));
    const afterS =
      times.length === 0 || endpointSince === null ? null : Math.round((Math.min(...times) - endpointSince) / 1000);
    return seen(times.length > 0, { healthyRuns: times.length, firstAfterEndpointS: afterS });
  },
};

export const unhealthyRuns: Look = {
  expects: 'no run, or only the first one or two, said that it is not healthy',
  run: logsWith('{ $.Healthy = 0 }'),
  see: ({ events }) => {
    const runs = listOf(events).length;
    return seen(runs <= 2, { unhealthyRuns: runs });
  },
};

export const memoryAndTime: Look = {
  expects: 'a warm run takes about 0.1 s and less than 128 MB',
  run: logsWith('{ $.type = "platform.report" }'),
  see: ({ events }) => {
    const metrics = listOf(events).flatMap(({ message }) => metricsIn(message));
    const most = (key: string) => Math.max(...metrics.map((one) => Number(one[key] ?? 0)));
    const durations = metrics.map((one) => Number(one.durationMs)).toSorted((a, b) => a - b);
    if (metrics.length === 0) return seen(false, { runs: 0 });
    const [memoryMb, medianMs] = [most('maxMemoryUsedMB'), Math.round(durations[durations.length >> 1] ?? 0)];
    const kept = { runs: metrics.length, memoryMb, medianMs, coldStartMs: Math.round(most('initDurationMs')) };
    return seen(memoryMb < 128 && medianMs < 500, kept);
  },
};

function metricsIn(message: unknown): readonly Answer[] {
  try {
    const { record } = JSON.parse(String(message));
    return record?.metrics ? [record.metrics] : [];
  } catch {
    return [];
  }
}

const alarmsOf = ({ region, stack }: Names) => [
  ...['cloudwatch', 'describe-alarms', '--region', region],
  ...['--alarm-name-prefix', stack],
];

export const alarmsAreQuiet: Look = {
  expects: 'no alarm is in ALARM',
  run: alarmsOf,
  see: ({ MetricAlarms }) => {
    const states = listOf(MetricAlarms).map((one) => one.StateValue);
    const count = (state: string) => states.filter((one) => one === state).length;
    const kept = {
      alarms: states.length,
      ok: count('OK'),
      inAlarm: count('ALARM'),
      noData: count('INSUFFICIENT_DATA'),
    };
    return seen(states.length > 0 && kept.inAlarm === 0, kept);
  },
};

export const alarmsRang = (expected: 'none' | 'some'): Look => ({
  expects:
    expected === 'none'
      ? 'no alarm rang: the warm-up held them still'
      : 'an alarm Unhealthy rang, and 6 to 15 minutes after the fault',
  run: ({ region }) => [
    ...['cloudwatch', 'describe-alarm-history', '--region', region],
    ...['--history-item-type', 'StateUpdate', '--max-items', '100'],
  ],
  see: ({ AlarmHistoryItems }, { stack }) => {
    const own = listOf(AlarmHistoryItems).filter((one) => String(one.AlarmName).startsWith(stack));
    const rang = own.filter((one) => / to ALARM$/.test(one.HistorySummary));
    const unhealthy = rang.filter((one) => String(one.AlarmName).includes('Unhealthy')).length;
    const isAsExpected = expected === 'none' ? rang.length === 0 : unhealthy > 0;
    return seen(isAsExpected, { changes: own.length, rang: rang.length, unhealthy });
  },
});

export const sealIsThere: Look = {
  expects: "the canary's policy denies one role, outside one endpoint",
  run: ({ region, canary }) => [
    ...['secretsmanager', 'get-resource-policy', '--region', region],
    ...['--secret-id', canary],
  ],
  see: ({ ResourcePolicy }) => {
    const text = String(ResourcePolicy ?? '');
    const kept = {
      endpointCondition: text.includes('aws:SourceVpce'),
      roleCondition: text.includes('aws:PrincipalArn'),
    };
    return seen(kept.endpointCondition && kept.roleCondition, kept);
  },
};

/** What a step writes into the canary's description. */
export const CHANGED_DESCRIPTION = 'any random value';

export const canaryWasChanged: Look = {
  expects: 'CloudFormation has changed the description and the tags of the sealed canary',
  run: ({ region, canary }) => ['secretsmanager', 'describe-secret', '--region', region, '--secret-id', canary],
  see: ({ Description, Tags }) => {
    const isTagged = listOf(Tags).some((one) => one.Key === 'first-hour');
    const isDescribed = String(Description).includes(CHANGED_DESCRIPTION);
    return seen(isTagged && isDescribed, { isTagged, isDescribed });
  },
};

export const canaryHasKey: Look = {
  expects: "the canary is under the workload's own key",
  run: canaryWasChanged.run,
  see: ({ KmsKeyId }) => seen(KmsKeyId !== undefined, { hasOwnKey: KmsKeyId !== undefined }),
};

export const groupsOfExperiment = (expected: 'some' | 'none'): Look => ({
  expects:
    expected === 'some'
      ? 'while it runs, a group with the tag managedByFIS is in the VPC'
      : "no group of the experiment is left, and the endpoint's own are back",
  run: ({ region, vpc }) => [
    ...['ec2', 'describe-security-groups', '--region', region],
    ...['--filters', `Name=vpc-id,Values=${vpc}`],
  ],
  see: ({ SecurityGroups }) => {
    const tagged = listOf(SecurityGroups).filter((group) =>
      listOf(group.Tags).some((one) => String(one.Key).toLowerCase() === 'managedbyfis'),
    ).length;
    return seen(expected === 'some' ? tagged > 0 : tagged === 0, { tagged });
  },
});

export const interfacesOfVpc: Look = {
  expects: 'the VPC has many thousand interfaces, or this step shows nothing',
  run: ({ region, vpc }) => [
    ...['ec2', 'describe-network-interfaces', '--region', region],
    ...['--filters', `Name=vpc-id,Values=${vpc}`],
  ],
  see: ({ NetworkInterfaces }) => {
    const interfaces = listOf(NetworkInterfaces).length;
    return seen(interfaces > 2_000, { interfaces });
  },
};

export const noInterfaceIsLeft: Look = {
  expects: 'no interface of a verifier is left in the VPC, 20 minutes after',
  run: interfacesOfVpc.run,
  see: ({ NetworkInterfaces }, { stack }) => {
    const left = listOf(NetworkInterfaces).filter((one) =>
      String(one.Description).startsWith(`AWS Lambda VPC ENI-${stack.slice(0, 20)}`),
    ).length;
    return seen(left === 0, { left });
  },
};

export const prices: Look = {
  expects: "the price list of the Region says what an endpoint's hour costs",
  run: ({ region }) => [
    // The price list is asked in a few Regions only, wherever the price is of.
    ...['pricing', 'get-products', '--region', 'us-east-1', '--service-code', 'AmazonVPC'],
    ...['--filters', `Type=TERM_MATCH,Field=regionCode,Value=${region}`, '--max-items', '100'],
  ],
  see: ({ PriceList }) => {
    const hours = listOf(PriceList)
      .map(String)
      .filter((text) => text.includes('VpcEndpoint-Hours'));
    const dollars = hours.flatMap((text) =>
      [...text.matchAll(/"USD"\s*:\s*"(0\.\d+)"/g)].map(([, one]) => Number(one)),
    );
    return seen(dollars.length > 0, { products: hours.length, dearest: Math.max(0, ...dollars) });
  },
};
