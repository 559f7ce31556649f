import type { CheckedCode } from '../model/codes.ts';

/** What an error means: the finding that it is. */
export interface Refusal {
  readonly code: CheckedCode;
  /** Error names, any of them. */
  readonly names: readonly string[];
  /** What the sentence says, where the name alone does not tell. */
  readonly says?: (sentence: string) => boolean;
}

/** An AWS service, as far as its endpoint's proof speaks of it: names, forms and sentences, as data. */
export interface Service {
  /** Its prefix in IAM's actions, and its name in the AWS CLI. */
  readonly id: string;
  /** As people and its own sentences name it. */
  readonly name: string;
  /** How the names of its endpoint services end, behind the Region. */
  readonly endpointServices: { readonly ordinary: string; readonly fips: string };
  /** The variable that sends SDKs' calls of this service alone elsewhere. */
  readonly endpointUrlVariable: string;
  /** The operation under test. */
  readonly operation: string;
  /** IAM's actions: for the operation under test, and for those that tell more of what it asks for. */
  readonly actions: Readonly<
    Record<'read' | 'describe' | 'list' | 'restore' | 'putValue' | 'putPolicy' | 'replicate', string>
  >;
  /** Actions that a denial of the operation under test may name, those of services that it calls in turn among them. */
  readonly deniedActions: readonly string[];
  /** Commands of the AWS CLI; none shows the value. */
  readonly commands: {
    readonly describe: string;
    readonly list: string;
    readonly readPolicy: string;
    readonly restore: string;
    readonly delete: string;
    readonly replicate: string;
    readonly removeReplica: string;
  };
  /** Where the policy of what is asked for is declared in code. */
  readonly policyInCode: { readonly terraform: string; readonly cdk: string };
  /** Where its replica in a Region is. */
  readonly replicaInCode: (region: string) => { readonly terraform: string; readonly cdk: string };
  /** Forms of the ids of what is asked for. */
  readonly ids: {
    /** A whole ARN; its first group is the Region. */
    readonly arn: RegExp;
    /** How an ARN begins, up to the name. */
    readonly arnStart: RegExp;
    /** What an ARN may have behind the name. */
    readonly arnEnd: RegExp;
    readonly name: RegExp;
  };
  /** Names of errors that are its own. */
  readonly errorNames: readonly string[];
  /** What it says of a call that fails, word by word, with fields of a known form between braces; a longer one before its beginning. */
  readonly sentences: readonly string[];
  /** What a sentence of its own may speak of that is not known word by word. */
  readonly mentions: readonly string[];
  /** What its errors mean, the first that fits; those that it has in common with other services come after these. */
  readonly refusals: readonly Refusal[];
}
