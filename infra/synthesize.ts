import { App, Stack, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Configuration } from './configuration.ts';
import { deploy } from './deploy.ts';

/** A CloudFormation template, as far as whoever reads one has to know. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface TemplateResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a resource holds is CloudFormation's business
  readonly Properties: any;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}

/** Both make CloudFormation's own validation an obstacle: errors, and warnings such as values that AWS does not know. */
const STRICT = {
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/core:strictCfnValidateErrors': true,
};

/** An app whose synth fails for anything that cdk-nag or CloudFormation's validation finds and nobody acknowledged. */
export function strictApp(outdir: string | undefined): App {
  // The command line's defaults add paths and versions: templates are the same with it and without it.
  const app = new App({ outdir, context: STRICT, analyticsReporting: false });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

/** The one stack of a deployment. */
export const stackNameOf = ({ projectId, env }: Pick<Configuration, 'projectId' | 'env'>): string =>
  `VpceDoctor-${projectId}-${env}`;

/** Writes the cloud assembly of a deployment. Needs neither network nor account. */
export function synthesize(configuration: Configuration, outdir?: string): CloudAssembly {
  const app = strictApp(outdir);
  const description = 'vpce-doctor: checks that workloads reach Secrets Manager through its VPC endpoint';
  deploy(new Stack(app, stackNameOf(configuration), { description }), configuration);
  return app.synth();
}

/** The template of a deployment. */
export function templateOf(configuration: Configuration): Template {
  return synthesize(configuration).getStackByName(stackNameOf(configuration)).template as Template;
}
