import type { PolicyLayer } from '../../../model/policy-ruling.ts';
import type { Caller, CallerKind } from '../match/caller.ts';
import { type Lookup, onlyValueOf, type PolicyRequest } from '../request.ts';
import { not, type Truth, truthOf } from '../truth.ts';

/** Who calls what, as far as it decides which policies have a say. */
export interface Situation {
  readonly caller: Caller;
  /** The layer of what is called: a KMS key has rules of its own. */
  readonly target: 'resource' | 'key';
  readonly isSameAccount: boolean;
  /** The service calls on the caller's behalf, on a path of its own. */
  readonly isViaService: boolean;
}

export function situationOf(request: PolicyRequest, caller: Caller, lookup: Lookup): Situation {
  const { partition, account } = ownerOf(request, lookup);
  return {
    caller,
    target: /^kms:/i.test(request.action) ? 'key' : 'resource',
    // What has no account in its ARN, and none that is told, is taken as the caller's own.
    isSameAccount: (account === '' || account === caller.account) && isOneOf(partition, caller.partition),
    isViaService: onlyValueOf(lookup, 'aws:ViaAWSService')?.toLowerCase() === 'true',
  };
}

/** The account that owns what is called, and its partition. */
export function ownerOf(
  { resource, resourceAccount }: PolicyRequest,
  lookup: Lookup,
): { readonly partition: string; readonly account: string } {
  const [, partition = '', , , account = ''] = (resource ?? '').split(':');
  return { partition, account: resourceAccount ?? (account || (onlyValueOf(lookup, 'aws:ResourceAccount') ?? '')) };
}

const isOneOf = (partition: string, other: string): boolean => partition === '' || partition === other;

const HAVE_POLICIES: readonly CallerKind[] = ['user', 'role', 'session', 'federated'];

/** Whether policies of a layer have a say in a call. Source: IAM User Guide, "Policy evaluation logic". */
export function applies(layer: PolicyLayer, { caller, target, isViaService }: Situation): Truth {
  switch (layer) {
    case 'endpoint':
      return truthOf(!isViaService);
    case 'resource':
    case 'key':
      return truthOf(layer === target);
    case 'grants':
      return truthOf(target === 'key');
    case 'rcp':
      return not(caller.isServiceLinked);
    case 'scp':
      return HAVE_POLICIES.includes(caller.kind) || caller.kind === 'root'
        ? not(caller.isServiceLinked)
        : ifKnown(caller);
    case 'session':
      return caller.kind === 'user' ? 'no' : own(caller);
    case 'identity':
    case 'boundary':
      return own(caller);
  }
}

const own = (caller: Caller): Truth => (HAVE_POLICIES.includes(caller.kind) ? 'yes' : ifKnown(caller));

const ifKnown = ({ kind }: Caller): Truth => (kind === 'unknown' ? 'unknown' : 'no');
