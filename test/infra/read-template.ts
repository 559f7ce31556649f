import type { Template, TemplateResource } from '../../infra/synthesize.ts';

/** All resources of one type, by logical id. */
export const resourcesOf = (
  { Resources = {} }: Template,
  type: string,
): readonly (readonly [string, TemplateResource])[] =>
  Object.entries(Resources).filter(([, resource]) => resource.Type === type);

/** The properties of all resources of one type. */
export const propertiesOf = (template: Template, type: string) =>
  resourcesOf(template, type).map(([, resource]) => resource.Properties);

/** The one resource of a type whose id has this beginning. */
export function resourceOf(template: Template, type: string, idStart = ''): TemplateResource {
  const found = resourcesOf(template, type).filter(([id]) => id.startsWith(idStart));
  if (found.length !== 1) throw new Error(`${found.length} resources are ${type} ${idStart}`);
  return (found[0] as readonly [string, TemplateResource])[1];
}

/**
 * What CloudFormation would make of a value. What is known only in AWS stands for itself, `Id` and `Id.Attribute`, unless it is
 * told here.
 */
export function evaluated(value: unknown, told: Readonly<Record<string, unknown>> = {}): unknown {
  if (Array.isArray(value)) return value.map((one) => evaluated(one, told));
  if (typeof value !== 'object' || value === null) return value;
  const [[name = '', given] = []] = Object.entries(value);
  const inner = evaluated(given, told);
  if (name === 'Ref') return told[String(inner)] ?? inner;
  if (name === 'Fn::GetAtt') return told[(inner as string[]).join('.')] ?? (inner as string[]).join('.');
  if (name === 'Fn::FindInMap') return told[(inner as string[]).join('.')] ?? (inner as string[]).join('.');
  if (name === 'Fn::Join') return [...listOf((inner as [string, string[]])[1])].join((inner as [string, string[]])[0]);
  if (name === 'Fn::Split') return (inner as [string, string])[1].split((inner as [string, string])[0]);
  if (name === 'Fn::Select') return (inner as [number, string[]])[1][Number((inner as [number, string[]])[0])];
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, evaluated(one, told)]));
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

export const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** All statements of IAM policies whose role's id has this beginning. */
export const statementsOf = (template: Template, roleStart = ''): readonly Statement[] =>
  propertiesOf(template, 'AWS::IAM::Policy')
    .filter(({ Roles }) => Roles.some((role: { Ref: string }) => role.Ref.startsWith(roleStart)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement as Statement[]);
