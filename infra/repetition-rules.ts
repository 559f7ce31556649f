import { formatRange, parseRange } from '../lib/net/range.ts';
import type { Configuration } from './configuration.ts';

/** Says what is listed twice; null where nothing is. */
export function repeatedIn(what: string, given: readonly string[], keyOf = (one: string) => one): string | null {
  const keys = given.map(keyOf);
  const at = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (at < 0) return null;
  const first = given[keys.indexOf(keys[at] ?? '')];
  return first === given[at]
    ? `${what} lists ${first} twice`
    : `${what} lists ${first} twice, the second time as ${given[at]}`;
}

/** EC2 refuses a second rule, subnet or group that is the same, as SNS does a second subscription. */
export const listsDiffer = (given: Configuration): string | null =>
  repeatedIn('"subnetIds"', given.subnetIds) ??
  repeatedIn('"resourcesSecurityGroupIds"', given.resourcesSecurityGroupIds) ??
  repeatedIn('"endpointSecurityGroupIds"', given.endpointSecurityGroupIds) ??
  repeatedIn('"ingressCidrs"', given.ingressCidrs, blockOf) ??
  repeatedIn('"ingressPrefixListIds"', given.ingressPrefixListIds) ??
  repeatedIn('"alarmEmails"', given.alarmEmails);

/** One text for all spellings of a block, since EC2 takes no notice of the bits behind its prefix. */
function blockOf(text: string): string {
  const range = parseRange(text);
  return range === null ? text : formatRange(range);
}

const OWN_TAGS = ['Environment', 'Project', 'Name', 'VpceDoctorStack'];

/** IAM takes no two tags whose keys differ in case alone, and each of ours is on some resource. */
export function tagsDiffer({ tags }: Configuration): string | null {
  const keys = Object.keys(tags);
  const lower = (key: string) => key.toLowerCase();
  const taken = keys.find((key) => OWN_TAGS.some((own) => lower(own) === lower(key)));
  if (taken !== undefined)
    return `"tags" has the key ${taken}, and ${OWN_TAGS.join(', ')} are set already, in whichever case: choose another`;
  return repeatedIn('"tags", ignoring case,', keys, lower);
}
