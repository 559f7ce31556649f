import { defaultProvider } from '@aws-sdk/credential-provider-node';

/** As the SDK gives them. */
export type Credentials = Awaited<ReturnType<ReturnType<typeof defaultProvider>>>;

export type CredentialsProvider = () => Promise<Credentials>;

/**
 * Credentials as the workload gets them, by the SDK's own chain; asked for once. Some come over the network: from STS for a web
 * identity (EKS) or a profile with a role, from an agent, from IAM Identity Center. Those calls are not the one under test, and must not
 * go where it is pinned to: a provider that a client makes, or is bound to, takes over that client's sockets. This one is
 * told the Region and nothing else.
 */
export function credentialsIn(region: string): CredentialsProvider {
  const provider = defaultProvider({ parentClientConfig: { region } });
  // Called without the client that asks, which the SDK would hand on.
  return () => provider();
}
