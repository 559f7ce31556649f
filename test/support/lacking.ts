import type { CredentialsLook } from '../../lib/model/credentials.ts';
import type { Observations } from '../../lib/model/facts.ts';
import { credentials, target, unread, type WorldChange, world } from './world.ts';

const NO_CREDENTIALS = unread('no-credentials', { remoteAddress: null, errorName: 'CredentialsProviderError' });

/** A workload's host with a sound network, whose credentials could not be loaded. */
export const lacking = (look: Partial<CredentialsLook>, change: WorldChange = {}): Observations =>
  world({
    credentials: credentials(look),
    secret: NO_CREDENTIALS,
    target: target({ identity: 'workload' }),
    ...change,
  });

export const STS = 'sts.eu-west-2.amazonaws.com';

/** A pod's role by STS, which was not given. */
export const fromSts = (look: Partial<CredentialsLook> = {}): Partial<CredentialsLook> => ({
  source: 'web-identity',
  host: STS,
  asks: 'sts:AssumeRoleWithWebIdentity',
  addresses: ['203.0.113.7'],
  outcome: 'silent',
  ...look,
});

export const fromAgent = (look: Partial<CredentialsLook> = {}): Partial<CredentialsLook> => ({
  source: 'pod-identity',
  host: '169.254.170.23',
  addresses: ['169.254.170.23'],
  outcome: 'silent',
  ...look,
});

export const fromMetadata = (look: Partial<CredentialsLook> = {}): Partial<CredentialsLook> => ({
  source: 'instance-metadata',
  host: '169.254.169.254',
  addresses: ['169.254.169.254'],
  outcome: 'silent',
  ...look,
});
