import type { CredentialsLook } from '../model/credentials.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Whether the chain ends where it begins, at keys in the environment: a profile comes before them. */
export const hasKeys = (variables: Variables): boolean =>
  Boolean(!variables.AWS_PROFILE && variables.AWS_ACCESS_KEY_ID && variables.AWS_SECRET_ACCESS_KEY);

/** What hands credentials of its own to what runs in it. Sources: ECS task metadata; Kubernetes, "Accessing the API from a Pod". */
export function runsIn(variables: Variables): CredentialsLook['runsIn'] {
  if (variables.ECS_CONTAINER_METADATA_URI_V4 || variables.ECS_CONTAINER_METADATA_URI) return 'ecs-task';
  return variables.KUBERNETES_SERVICE_HOST ? 'kubernetes-pod' : null;
}
