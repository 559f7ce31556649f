import { parseAddress, parseCidr } from '../../net/cidr.ts';

const VPC_ID = /^vpc-[0-9a-f]{8,17}$/;
const SUBNET_ID = /^subnet-[0-9a-f]{8,17}$/;
const GROUP_ID = /^sg-[0-9a-f]{8,17}$/;
/** `us-west-2a`, `us-west-2-lax-1a`. */
const ZONE = /^[a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}(?:-[a-z]{3}-\d{1,2})?[a-z]$/;
/** `usw2-az1`, `usw2-lax1-az1`. */
const ZONE_ID = /^[a-z]{3,6}\d(?:-[a-z0-9]{2,8}){0,2}-az\d{1,2}$/;
const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;

type Form = (text: string) => boolean;

/** What metadata may tell, by its form: anything else is not kept, as nobody knows who answers at a link-local address. */
export const isVpcId: Form = (text) => VPC_ID.test(text);
export const isSubnetId: Form = (text) => SUBNET_ID.test(text);
export const isGroupId: Form = (text) => GROUP_ID.test(text);
export const isZone: Form = (text) => ZONE.test(text);
export const isZoneId: Form = (text) => ZONE_ID.test(text);
export const isMac: Form = (text) => MAC.test(text);
export const isAddress: Form = (text) => parseAddress(text) !== null;
export const isCidr: Form = (text) => parseCidr(text) !== null;

/** More of a kind no interface has. */
const MOST_LINES = 256;

/** The text, where it is of that form. */
export const oneOf = (told: unknown, form: Form): string | undefined =>
  typeof told === 'string' && form(told.trim()) ? told.trim() : undefined;

/** All of them, or none where one is not of that form: half of a list would be taken for all of it. */
export function allOf(told: unknown, form: Form): readonly string[] {
  if (!Array.isArray(told) || told.length > MOST_LINES) return [];
  const known = told.flatMap((one) => oneOf(one, form) ?? []);
  return known.length === told.length ? known : [];
}

/** A list as instance metadata writes it, one to a line. */
export const linesOf = (told: string | null, form: Form): readonly string[] =>
  allOf(told?.trim().split(/\r?\n/) ?? [], form);
