import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Writes one output under exactly its name. */
export function outputWriter(scope: Construct): (name: string, value: string, description: string) => void {
  return (name, value, description) => {
    new CfnOutput(scope, `Output-${name}`, { value, description }).overrideLogicalId(name);
  };
}
