import * as v from 'valibot';
import { parseCidr } from '../net/cidr.ts';
import { text } from './schema.ts';

/** What is no block would be a rule that matches nothing, and a deny of nothing is green. */
export const cidr = v.pipe(
  text,
  v.check((one) => parseCidr(one) !== null, 'is no CIDR'),
);
export const optionalCidr = v.optional(cidr);

/** `tcp`, `udp`, `icmp`, `icmpv6`, an IANA number as text, or `-1` for all. */
export const protocol = v.pipe(
  text,
  v.regex(/^(?:-1|tcp|udp|icmp|icmpv6|\d{1,3})$/i, 'is no protocol such as tcp, 6 or -1'),
);

/** A port, or a type or code of ICMP; -1 stands for all. */
export const port = v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(65_535));
