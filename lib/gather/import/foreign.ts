/** What the AWS CLI is asked for, so that a network can be judged. */
const INSTEAD =
  'save what is deployed with the AWS CLI instead: aws ec2 describe-vpcs, describe-subnets, describe-security-groups, describe-network-acls, describe-route-tables, describe-network-interfaces and describe-vpc-endpoints, each to a file in one folder';

const has = (content: unknown, ...keys: readonly string[]): boolean =>
  typeof content === 'object' && content !== null && keys.every((key) => Object.hasOwn(content, key));

/** Other people's documents, and how each is known; the first that fits. */
const DOCUMENTS: readonly { readonly is: string; fits(content: unknown): boolean }[] = [
  { is: 'a Terraform plan', fits: (one) => has(one, 'format_version') && !has(one, 'values') },
  { is: 'a Terraform state', fits: (one) => has(one, 'terraform_version') || has(one, 'format_version', 'values') },
  { is: 'Terraform code', fits: (one) => has(one, 'terraform') || has(one, 'resource') },
  { is: 'a CloudFormation template', fits: isTemplate },
  { is: 'a CloudTrail log', fits: isTrail },
];

/** The same by their text, where they are no JSON. */
const TEXTS: readonly { readonly is: string; readonly says: RegExp }[] = [
  { is: 'a Terraform plan', says: /^Terraform will perform the following actions/m },
  { is: 'Terraform code', says: /^\s{0,20}(?:resource|data|module|provider|variable|terraform|locals)\s{0,5}["{]/m },
  { is: 'a CloudFormation template', says: /^AWSTemplateFormatVersion:|^\s{0,20}Type:\s{0,5}["']?AWS::/m },
];

function isTemplate(content: unknown): boolean {
  if (has(content, 'AWSTemplateFormatVersion')) return true;
  const { Resources } = (content ?? {}) as { readonly Resources?: unknown };
  const all: readonly unknown[] = typeof Resources === 'object' && Resources !== null ? Object.values(Resources) : [];
  return all.some((one) => /^(?:AWS|Custom|Alexa)::/.test(String((one as { Type?: unknown } | null)?.Type)));
}

function isTrail(content: unknown): boolean {
  if (has(content, 'eventName', 'eventSource')) return true;
  const { Records, Events } = (content ?? {}) as { readonly Records?: unknown; readonly Events?: unknown };
  const all: readonly unknown[] = [Records, Events].find(Array.isArray) ?? [];
  return all.some((one) => has(one, 'eventName') || has(one, 'EventName'));
}

/** Why a JSON document that is somebody else's is not judged, in one sentence; null where it is none. */
export function whyForeign(name: string, content: unknown): string | null {
  const found = DOCUMENTS.find(({ fits }) => fits(content));
  return found === undefined ? null : refusal(name, found.is);
}

/** The same of a file that is no JSON. */
export function whyForeignText(name: string, text: string): string | null {
  const found = TEXTS.find(({ says }) => says.test(text));
  return found === undefined ? null : refusal(name, found.is);
}

const refusal = (name: string, is: string): string => `${name} is ${is}, which vpce-doctor doesn't read; ${INSTEAD}`;
