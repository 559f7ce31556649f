/** Why the place of a function on Lambda Managed Instances isn't known, and what to pass in its stead. */
export const placeOfInstances = (functionName: string): string =>
  `${functionName} runs on a capacity provider, which has its subnets and groups: pass those with --subnet and --security-group (docs/elsewhere.md)`;
