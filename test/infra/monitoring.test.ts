import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { parseEvent } from '../../functions/verify/event.ts';
import { logReport, publishMetrics } from '../../functions/verify/publish.ts';
import { FINDINGS_QUERY, phasesQuery } from '../../infra/monitoring/dashboard.ts';
import type { Report } from '../../lib/model/report.ts';
import { VARIABLES } from '../../lib/model/verifier-environment.ts';
import { reportOf } from '../../lib/report/report.ts';
import { configured, groups } from '../support/configuration.ts';
import { silenced } from '../support/silent-world.ts';
import { factsOf } from '../support/world.ts';
import { configurationFor, templatesOf } from './deployment.ts';
import { evaluated, propertiesOf, resourceOf, resourcesOf } from './read-template.ts';

const TOPIC = 'arn:aws:sns:eu-west-2:111122223333:on-call';

const { watched, seldom, bare, bound } = templatesOf({
  watched: configurationFor(2, { trailLogGroupName: 'trail/log', alarmEmails: ['on-call@example.com'] }),
  seldom: configurationFor(1, { checkEveryMinutes: 60, slowMs: 500, dashboard: false }),
  bare: configurationFor(1, { workloads: [] }),
  bound: configurationFor(1, { alarmTopicArn: TOPIC }),
});

const ALARM = 'AWS::CloudWatch::Alarm';
const alarm = (id: string, of = watched) => resourceOf(of, ALARM, `Alarmsorders${id}`).Properties;
const functionIds = resourcesOf(watched, 'AWS::Lambda::Function').map(([id]) => id);

afterEach(() => {
  jest.restoreAllMocks();
});

/** The lines that a run prints. */
function printed(print: () => void): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  print();
  jest.restoreAllMocks();
  return lines
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const HEALTHY: Report = reportOf(factsOf(configured()));
const BROKEN: Report = reportOf(factsOf(silenced({ securityGroups: groups({ ingress: [] }) })));

interface AskedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
}

describe('what is printed and what is watched', () => {
  const asked = propertiesOf(watched, ALARM)
    .map((metric) => evaluated(metric) as AskedMetric)
    .filter(({ Namespace }) => Namespace === 'VpceDoctor');

  test('every alarm on a metric of ours asks for a metric that the verifier there prints, dimension by dimension', () => {
    expect(asked.length).toBe(2 * 5);
    for (const { MetricName, Dimensions } of asked) {
      const wanted = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
      const [verifier] = resourcesOf(watched, 'AWS::Lambda::Function').filter(([id]) => id === wanted.function);
      const { Variables } = verifier?.[1].Properties.Environment ?? {};
      const { [VARIABLES.workload]: workload, [VARIABLES.zone]: zone } = Variables ?? {};
      const [line] = printed(() => publishMetrics(HEALTHY, { function: wanted.function ?? '', workload, zone }));
      const emf = line as Record<string, unknown> & { _aws: { CloudWatchMetrics: EmfDirective[] } };
      const [directive] = emf._aws.CloudWatchMetrics;
      expect(directive?.Namespace).toBe('VpceDoctor');
      expect(directive?.Metrics.map(({ Name }) => Name)).toContain(MetricName);
      expect(directive?.Dimensions.map((names) => names.toSorted())).toEqual([Object.keys(wanted).toSorted()]);
      expect(emf).toMatchObject(wanted);
    }
  });

  interface EmfDirective {
    readonly Namespace: string;
    readonly Dimensions: readonly string[][];
    readonly Metrics: readonly { readonly Name: string }[];
  }

  test('the dashboard asks for the fields that a finding is logged with', () => {
    const [, finding] = printed(() => logReport(BROKEN));
    const [fields, filter] = FINDINGS_QUERY;
    for (const field of fields?.replace('fields @timestamp, ', '').split(', ') ?? [])
      expect(finding).toHaveProperty(field);
    expect(filter).toBe(`filter message = '${finding?.message}'`);
  });

  test('the dashboard asks for the times of the steps by the names under which a run prints them', () => {
    const [line] = printed(() => publishMetrics(HEALTHY, { function: 'f', workload: 'orders', zone: 'z' }));
    const asked = [
      ...phasesQuery(5)
        .join('|')
        .matchAll(/max\((\w+)\)/g),
    ].map(([, name = '']) => name);
    expect(asked).toHaveLength(5);
    for (const name of asked) expect(line).toHaveProperty(name, expect.any(Number));
  });
});

describe('the alarms of a workload', () => {
  test.each([
    ['Unhealthy', 'Healthy', 'Minimum', 'LessThanThreshold', 1, 2, 'ignore'],
    ['Degraded', 'Degraded', 'Maximum', 'GreaterThanThreshold', 0, 2, 'ignore'],
    ['Unproven', 'Unproven', 'Maximum', 'GreaterThanThreshold', 0, 2, 'ignore'],
    ['Slow', 'ApiMs', 'Maximum', 'GreaterThanThreshold', 2_000, 2, 'notBreaching'],
    ['NoData', 'Unproven', 'SampleCount', 'LessThanThreshold', 1, 3, 'breaching'],
  ])('%s watches %s in each zone by itself', (id, metric, stat, comparison, threshold, datapoints, missing) => {
    const each = resourcesOf(watched, ALARM).filter(([name]) => name.startsWith(`Alarmsorders${id}`));
    const functionOf = ({ Dimensions }: AskedMetric) => Dimensions.find(({ Name }) => Name === 'function')?.Value;
    expect(each.map(([, { Properties }]) => functionOf(Properties))).toEqual(functionIds.map((Ref) => ({ Ref })));
    for (const [, { Properties }] of each)
      expect(Properties).toMatchObject({
        MetricName: metric,
        Statistic: stat,
        Period: 300,
        ComparisonOperator: comparison,
        Threshold: threshold,
        DatapointsToAlarm: datapoints,
        EvaluationPeriods: 3,
        TreatMissingData: missing,
      });
  });

  test('do no arithmetic, for which CloudWatch takes what is missing for a zero, also in one zone alone', () => {
    for (const template of [watched, seldom])
      for (const properties of propertiesOf(template, ALARM)) expect(properties).not.toHaveProperty('Metrics');
    expect(resourcesOf(seldom, ALARM)).toHaveLength(5);
  });

  test('leave out the first runs, of which one or two may be red, and the time before there is any', () => {
    const warmUps = (id: string, of = watched) =>
      resourcesOf(of, ALARM)
        .filter(([name]) => name.startsWith(`Alarmsorders${id}`))
        .map(([, { Properties }]) => Properties.WarmUpConfiguration);
    const warmUp = (WarmUpPeriodDurationInMinutes: number, OnlyStartEvaluatingAfterWarmUpPeriodEnds: boolean) => ({
      WarmUpPeriodDurationInMinutes,
      OnlyStartEvaluatingAfterWarmUpPeriodEnds,
    });
    expect(warmUps('Unhealthy')).toEqual([warmUp(20, true), warmUp(20, true)]);
    expect(warmUps('NoData')).toEqual([warmUp(20, false), warmUp(20, false)]);
    expect(warmUps('NoData', seldom)).toEqual([warmUp(240, false)]);
    expect(warmUps('Slow', seldom)).toEqual([undefined]);
  });

  test('follow the schedule and the limit that are configured', () => {
    expect(alarm('Slow', seldom)).toMatchObject({ Threshold: 500, Period: 3_600 });
  });

  test('tell their end where somebody waits for it', () => {
    const told = resourcesOf(watched, ALARM).filter(([, { Properties }]) => Properties.OKActions !== undefined);
    const kinds = told.map(([id]) => /(Unhealthy|Degraded|Unproven|NoData|Slow|Trail)/.exec(id)?.[1]);
    expect([...new Set(kinds)]).toEqual(['Unhealthy', 'Degraded', 'Unproven', 'NoData']);
  });

  test('evaluate over no more than a day', () => {
    for (const { EvaluationPeriods, Period } of propertiesOf(seldom, ALARM))
      expect(EvaluationPeriods * Period).toBeLessThanOrEqual(86_400);
  });

  test('all say what they mean and which command to run, and go to the topic', () => {
    const topic = resourcesOf(watched, 'AWS::SNS::Topic').map(([id]) => ({ Ref: id }));
    const all = resourcesOf(watched, ALARM);
    expect(all).toHaveLength(2 * 5 + 2);
    for (const [id, { Properties }] of all) {
      expect(Properties.AlarmActions).toEqual(topic);
      const description = String(evaluated(Properties.AlarmDescription));
      expect(description).toMatch(
        id.startsWith('Trail')
          ? /^[A-Z].*\. Run: aws cloudtrail /
          : /^Workload orders in euw2-az\d: .+\. Run: (f=|aws logs tail )/,
      );
      // Pasted anywhere, a command means this Region; and what decides if the first one does not is said with it.
      for (const [command] of description.matchAll(/\b(?:aws (?:lambda|logs|cloudtrail)|vpce-doctor inspect) [^;.]*/g))
        expect(command).toContain('--region ');
      if (description.includes('vpce-doctor render'))
        expect(description).toMatch(/If that names no rule: vpce-doctor inspect --region /);
      // CloudWatch takes 1,024 characters; a name that CloudFormation makes has up to 64.
      expect(description.length + 64).toBeLessThan(1_024);
      // A name of one's own would have to be unique, and a change of it would replace the alarm.
      expect(Properties).not.toHaveProperty('AlarmName');
    }
  });
});

describe('the schedule', () => {
  test('runs every verifier with an input that the function takes for a scheduled run, and tries nothing twice', () => {
    const schedules = propertiesOf(watched, 'AWS::Scheduler::Schedule');
    expect(schedules.map(({ Target }) => evaluated(Target.Arn))).toEqual(functionIds.map((id) => `${id}.Arn`));
    for (const { ScheduleExpression, Target, FlexibleTimeWindow } of schedules) {
      expect(ScheduleExpression).toBe('rate(5 minutes)');
      expect(FlexibleTimeWindow).toEqual({ Mode: 'OFF' });
      expect(Target.RetryPolicy).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
      expect(parseEvent(JSON.parse(Target.Input))).toMatchObject({ mode: 'schedule' });
    }
  });

  test('waits for the policy of its role, which may invoke the verifiers and nothing else', () => {
    const [[policyId, policy] = []] = resourcesOf(watched, 'AWS::IAM::Policy').filter(([id]) =>
      id.startsWith('Schedule'),
    );
    for (const [, { DependsOn }] of resourcesOf(watched, 'AWS::Scheduler::Schedule'))
      expect(DependsOn).toEqual([policyId]);
    expect(evaluated(policy?.Properties.PolicyDocument.Statement)).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: functionIds.map((id) => `${id}.Arn`) },
    ]);
    expect(evaluated(resourceOf(watched, 'AWS::IAM::Role', 'Schedule').Properties)).toMatchObject({
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Condition: {
              StringEquals: { 'aws:SourceAccount': 'AWS::AccountId' },
              ArnEquals: {
                'aws:SourceArn': 'arn:AWS::Partition:scheduler:AWS::Region:AWS::AccountId:schedule-group/default',
              },
            },
          },
        ],
      },
    });
  });
});

describe('the topic', () => {
  test('is encrypted under a key of its own that CloudWatch may use', () => {
    const [[keyId, key] = []] = resourcesOf(watched, 'AWS::KMS::Key');
    expect(evaluated(resourceOf(watched, 'AWS::SNS::Topic').Properties)).toMatchObject({
      KmsMasterKeyId: `${keyId}.Arn`,
    });
    expect(key?.Properties.EnableKeyRotation).toBe(true);
    // The stack's name where it is deployed, and not where the template was written.
    expect(evaluated(key?.Properties.Description)).toBe('vpce-doctor: alarm notifications for AWS::StackName');
    expect(key?.Properties.KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      }),
    );
  });

  test('lets alarms publish: the policy that demands TLS would otherwise silence them all', () => {
    const { PolicyDocument } = resourceOf(watched, 'AWS::SNS::TopicPolicy').Properties;
    expect(PolicyDocument.Statement.map(({ Sid, Effect }: { Sid: string; Effect: string }) => [Sid, Effect])).toEqual([
      ['AllowPublishThroughSSLOnly', 'Deny'],
      ['AlarmsPublish', 'Allow'],
    ]);
    expect(PolicyDocument.Statement[1]).toMatchObject({
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
    });
  });

  test('mails to whoever is configured', () => {
    expect(propertiesOf(watched, 'AWS::SNS::Subscription')).toMatchObject([
      { Protocol: 'email', Endpoint: 'on-call@example.com' },
    ]);
    expect(propertiesOf(seldom, 'AWS::SNS::Subscription')).toEqual([]);
  });

  test("is not made where there is one of the user's own", () => {
    expect(resourcesOf(bound, 'AWS::SNS::Topic')).toEqual([]);
    expect(resourcesOf(bound, 'AWS::KMS::Key')).toEqual([]);
    for (const { AlarmActions } of propertiesOf(bound, ALARM)) expect(AlarmActions).toEqual([TOPIC]);
    expect(bound.Outputs?.AlarmTopicArn?.Value).toBe(TOPIC);
  });

  test('is not made where nothing is watched', () => {
    const types = Object.values(bare.Resources ?? {}).map(({ Type }) => Type);
    expect(types).toEqual(['AWS::EC2::SecurityGroup', 'AWS::EC2::VPCEndpoint']);
  });
});

describe('the trail', () => {
  test.each([
    ['RotationFailed', '$.eventName = "RotationFailed"'],
    ['AccessDenied', '$.errorCode = "AccessDenied*"'],
  ])('%s is an alarm on what CloudTrail writes about Secrets Manager', (name, condition) => {
    const filter = resourceOf(watched, 'AWS::Logs::MetricFilter', `Trail${name}`).Properties;
    expect(evaluated(filter.FilterPattern)).toBe(
      `{ ($.eventSource = "secretsmanager.amazonaws.com") && ($.awsRegion = "AWS::Region") && ($.recipientAccountId = "AWS::AccountId") && (${condition}) }`,
    );
    expect(filter.LogGroupName).toBe('trail/log');
    const [{ MetricName, MetricNamespace }] = filter.MetricTransformations;
    expect(resourceOf(watched, ALARM, `Trail${name}`).Properties).toMatchObject({
      MetricName,
      Namespace: MetricNamespace,
      TreatMissingData: 'notBreaching',
    });
  });

  test('is left alone where no log group is named', () => {
    expect(resourcesOf(seldom, 'AWS::Logs::MetricFilter')).toEqual([]);
  });
});

describe('the dashboard', () => {
  test('shows health by zone, the phases, and the last findings', () => {
    const body = String(evaluated(resourceOf(watched, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody));
    const { widgets } = JSON.parse(body) as { widgets: { type: string; properties: Record<string, unknown> }[] };
    expect(widgets.map(({ properties }) => properties.title)).toEqual([
      'orders: healthy by Availability Zone',
      'orders: milliseconds per step in the slowest run',
      'Latest findings',
    ]);
    const [health, phases, findings] = widgets;
    expect(health?.properties.metrics).toHaveLength(2);
    expect(phases?.properties).toMatchObject({ view: 'timeSeries', query: expect.stringContaining('max(DnsMs)') });
    expect(JSON.stringify(health)).toContain('euw2-az1');
    expect(findings?.type).toBe('log');
    expect(findings?.properties.query).toContain("filter message = 'finding'");
  });

  test('may be left out', () => {
    expect(resourcesOf(seldom, 'AWS::CloudWatch::Dashboard')).toEqual([]);
  });
});
