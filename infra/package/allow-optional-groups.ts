import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import type { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { parameterOf } from './parameters.ts';

/** How many groups a plain template can let in: what a list parameter holds cannot be turned into rules. */
const MOST = 5;

/** Lets in up to four groups more, each of them a parameter that may stay empty. */
export function allowOptionalGroups(group: CfnSecurityGroup): void {
  const { stack } = group;
  for (let number = 2; number <= MOST; number += 1) {
    const id = parameterOf(stack)(
      `ResourcesSecurityGroupId${number}`,
      'Another security group that may reach the endpoint, or empty',
      {
        default: '',
        allowedPattern: '(sg-[0-9a-f]{8,17})?',
      },
    ).valueAsString;
    const isGiven = new CfnCondition(stack, `HasGroup${number}`, {
      expression: Fn.conditionNot(Fn.conditionEquals(id, '')),
    });
    const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: id };
    const own = group.securityGroupIngress as readonly CfnSecurityGroup.IngressProperty[];
    group.securityGroupIngress = [...own, Fn.conditionIf(isGiven.logicalId, rule, Aws.NO_VALUE)];
  }
}
