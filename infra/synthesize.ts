import { App, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Configuration } from './configuration.ts';
import { stackNameOf } from './stack-name.ts';
import { VpceDoctorStack } from './vpce-doctor-stack.ts';

/** A CloudFormation template, as far as whoever reads one has to know. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
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
export function strictApp(outdir: string | undefined, context: Readonly<Record<string, unknown>> = {}): App {
  // The command line's defaults add paths and versions: templates are the same with it and without it.
  const app = new App({ outdir, context: { ...context, ...STRICT }, analyticsReporting: false });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

/** Writes the cloud assembly of a deployment, by the CDK's own context where some is given. Needs neither network nor account. */
export function synthesize(
  configuration: Configuration,
  outdir?: string,
  context?: Readonly<Record<string, unknown>>,
): CloudAssembly {
  const own = Object.entries(context ?? {}).filter(([key]) => key.startsWith('@aws-cdk/'));
  const app = strictApp(outdir, Object.fromEntries(own));
  new VpceDoctorStack(app, stackNameOf(configuration), { configuration });
  return app.synth();
}

/** The template of a deployment. */
export function templateOf(configuration: Configuration): Template {
  return synthesize(configuration).getStackByName(stackNameOf(configuration)).template as Template;
}
