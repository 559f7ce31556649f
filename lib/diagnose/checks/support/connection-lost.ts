import type { SecretRead } from '../../../model/probes.ts';

/** Whether the call never got a connection of its own, to an address that had just completed TLS with another. */
export const isConnectionLost = ({ outcome, remoteAddress }: SecretRead): boolean =>
  remoteAddress === null && (outcome === 'not-connected' || outcome === 'reset');
