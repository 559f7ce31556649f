import type { Check } from '../../../model/check.ts';
import azMissing from './az-missing.ts';
import deleted from './deleted.ts';
import duplicate from './duplicate.ts';
import eniNotInUse from './eni-not-in-use.ts';
import failed from './failed.ts';
import iptypeMismatch from './iptype-mismatch.ts';
import mtu from './mtu.ts';
import partial from './partial.ts';
import pending from './pending.ts';
import pendingAcceptance from './pending-acceptance.ts';
import rejected from './rejected.ts';
import sharedVpcInvisible from './shared-vpc-invisible.ts';
import singleAz from './single-az.ts';
import wrongService from './wrong-service.ts';
import wrongVpc from './wrong-vpc.ts';

/** Checks of the layer `endpoint`, in the order in which they are shown. */
export const endpointChecks: readonly Check[] = [
  wrongService,
  wrongVpc,
  duplicate,
  iptypeMismatch,
  deleted,
  failed,
  rejected,
  pendingAcceptance,
  pending,
  partial,
  eniNotInUse,
  mtu,
  sharedVpcInvisible,
  singleAz,
  azMissing,
];
