import { Aws, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

/** What a scheduled run is told: one call of Secrets Manager, configuration only where something is wrong. */
const SCHEDULED_EVENT = { mode: 'schedule' } as const;

export interface ScheduleProps {
  readonly functions: readonly IFunction[];
  readonly everyMinutes: number;
}

/** Runs every verifier again and again. Nothing is tried twice: the next run is the second try, and a late one proves nothing. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, { functions, everyMinutes }: ScheduleProps) {
    super(scope, id);
    const group = { service: 'scheduler', resource: 'schedule-group', resourceName: 'default' };
    const defaultGroup = Stack.of(this).formatArn(group);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnEquals: { 'aws:SourceArn': defaultGroup },
        },
      }),
    });
    const policy = new Policy(this, 'Policy', {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['lambda:InvokeFunction'],
          resources: functions.map((one) => one.functionArn),
        }),
      ],
    });
    for (const one of functions) {
      const schedule = new CfnSchedule(this, `${one.node.scope?.node.id}-${one.node.id}`, {
        description: `vpce-doctor: every ${everyMinutes} min`,
        scheduleExpression: everyMinutes === 1 ? 'rate(1 minute)' : `rate(${everyMinutes} minutes)`,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: one.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify(SCHEDULED_EVENT),
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        },
      });
      // The first run would be denied before the role has its policy.
      schedule.node.addDependency(policy);
    }
  }
}
