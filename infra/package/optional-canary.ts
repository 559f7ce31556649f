import { Aws, CfnCondition, Fn, type Stack } from 'aws-cdk-lib';
import { type CfnPolicy, Policy } from 'aws-cdk-lib/aws-iam';
import type { ConnectivityVerifier } from '../verifier/connectivity-verifier.ts';
import { keyStatements } from '../verifier/verifier-role.ts';
import { parameterOf } from './parameters.ts';

/** Puts the canary under the workload's own key, where a parameter names one. */
export function optionalKey(stack: Stack, { canary, role }: ConnectivityVerifier): void {
  const keyArn = parameterOf(stack)(
    'KmsKeyArn',
    "ARN of the customer managed key for the workload's secrets, or empty",
    {
      default: '',
      allowedPattern: '(arn:aws[a-z-]*:kms:.+:key/.+)?',
    },
  ).valueAsString;
  const hasKey = new CfnCondition(stack, 'HasKmsKey', { expression: Fn.conditionNot(Fn.conditionEquals(keyArn, '')) });
  canary.secret.addPropertyOverride('KmsKeyId', Fn.conditionIf(hasKey.logicalId, keyArn, Aws.NO_VALUE));
  const policy = new Policy(stack, 'KeyPolicy', { roles: [role], statements: [...keyStatements(keyArn, canary.arn)] });
  (policy.node.defaultChild as CfnPolicy).cfnOptions.condition = hasKey;
}

/** Seals the canary, where a parameter says so. */
export function restrictToEndpoint(stack: Stack, { canary, role }: ConnectivityVerifier, vpcEndpointId: string): void {
  const answer = parameterOf(stack)('SealCanary', 'Whether verifiers can read the canary only through the endpoint', {
    default: 'false',
    allowedValues: ['true', 'false'],
  }).valueAsString;
  const expression = Fn.conditionEquals(answer, 'true');
  const seal = canary.seal(vpcEndpointId, role.roleArn);
  seal.cfnOptions.condition = new CfnCondition(stack, 'SealsCanary', { expression });
}
