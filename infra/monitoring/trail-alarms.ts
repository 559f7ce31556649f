import { Aws } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

interface TrailRule {
  readonly id: 'RotationFailed' | 'AccessDenied';
  readonly matches: string;
  readonly says: string;
  readonly run: string;
}

/** Source: Secrets Manager User Guide, "AWS CloudTrail entries for Secrets Manager". */
const RULES: readonly TrailRule[] = [
  {
    id: 'RotationFailed',
    matches: '$.eventName = "RotationFailed"',
    says: "A secret wasn't rotated, and its next rotation will probably fail too.",
    run: `aws cloudtrail lookup-events --region ${Aws.REGION} --lookup-attributes AttributeKey=EventName,AttributeValue=RotationFailed --max-results 5`,
  },
  {
    id: 'AccessDenied',
    matches: '$.errorCode = "AccessDenied*"',
    says: 'Access to a secret was denied.',
    run: `aws cloudtrail lookup-events --region ${Aws.REGION} --lookup-attributes AttributeKey=EventSource,AttributeValue=secretsmanager.amazonaws.com --max-results 50 --query "Events[?contains(CloudTrailEvent, 'AccessDenied')]"`,
  },
];

export interface TrailAlarmsProps {
  readonly logGroupName: string;
  readonly topicArn: string;
  /** Tells the metrics of two deployments in one account apart. */
  readonly deployment: string;
}

/** Alarms on what CloudTrail writes about Secrets Manager into a log group, for this account and Region alone. */
export class TrailAlarms extends Construct {
  readonly alarms: readonly CfnAlarm[];

  constructor(scope: Construct, id: string, { logGroupName, topicArn, deployment }: TrailAlarmsProps) {
    super(scope, id);
    const metricNamespace = `VpceDoctor/Trail/${deployment}`;
    this.alarms = RULES.map(({ id: metricName, matches, says, run }) => {
      new CfnMetricFilter(this, `${metricName}Filter`, {
        logGroupName,
        filterPattern: `{ ($.eventSource = "secretsmanager.amazonaws.com") && ($.awsRegion = "${Aws.REGION}") && ($.recipientAccountId = "${Aws.ACCOUNT_ID}") && (${matches}) }`,
        metricTransformations: [{ metricNamespace, metricName, metricValue: '1' }],
      });
      return new CfnAlarm(this, metricName, {
        alarmDescription: `${says} Run: ${run}`,
        namespace: metricNamespace,
        metricName,
        statistic: 'Sum',
        period: 300,
        comparisonOperator: 'GreaterThanThreshold',
        threshold: 0,
        evaluationPeriods: 1,
        treatMissingData: 'notBreaching',
        alarmActions: [topicArn],
      });
    });
  }
}
