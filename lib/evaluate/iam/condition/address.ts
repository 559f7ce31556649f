import { contains, parseAddress, parseCidr } from '../../../net/cidr.ts';
import type { Truth } from '../truth.ts';

/**
 * Whether an address is in a block. Families never match each other. A lone address is itself; AWS's page gives /32 for both
 * families, and so says nothing of a lone IPv6 address's near neighbours.
 */
export function isInBlock(asked: string, wanted: string): Truth {
  const address = parseAddress(asked);
  const alone = parseAddress(wanted);
  const block = alone ? { ...alone, prefixLength: 32 } : parseCidr(wanted);
  if (!address || !block) return 'unknown';
  if (!contains(block, address)) return 'no';
  return alone && alone.value !== address.value ? 'unknown' : 'yes';
}
