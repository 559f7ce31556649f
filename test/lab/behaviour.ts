import * as v from 'valibot';

const RESOLVER = [
  'answers',
  'public',
  /** Addresses of the VPC that nobody has: those of an endpoint that is gone. */
  'stale',
  'name-not-found',
  'no-address',
  'server-failed',
  'refused',
  /** FORMERR: it does not understand the question. */
  'malformed',
  'silent',
  /** Its host is there, and nothing listens on port 53. */
  'port-closed',
  /** Large answers come over TCP, and do not come there. */
  'tcp-dead',
  /** Large answers come over TCP, as they should. */
  'truncates',
  /** What it is sent within 0.6 seconds of the first packet gets lost; who asks again is answered. */
  'deaf-at-first',
  /** Right answers, each after 1.5 seconds. */
  'slow',
  /** Every address that it knows is an IPv6 one. */
  'ipv6-only',
  /** A private hosted zone answers with the endpoint's addresses, whatever private DNS says. */
  'hosted-zone',
] as const;

const INTERFACE = [
  'serves',
  'dead',
  'refuses',
  /** A router on the path rejects, with either of two ICMP errors. */
  'prohibited',
  'host-unreachable',
  /** Packets above 1200 bytes are dropped on the path, there and back. */
  'drops-large',
] as const;

/** Which packets between client and interfaces are lost, in patterns that are the same in every run. */
const LOSS = [
  'none',
  /** 5 %: every twentieth packet that is no SYN. */
  'twentieth',
  /** 20 %: every fifth packet that is no SYN. */
  'fifth',
  /** The first SYN to each interface, and nothing else. */
  'first-syn',
] as const;

const TLS = [
  'amazon',
  'intercepted',
  /** The interceptor's authority is one that the client trusts. */
  'intercepted-trusted',
  'self-signed',
  'wrong-host',
  'expired',
  'not-yet-valid',
  'no-intermediate',
  'plain-http',
  'ssh',
  'reset',
  'closed',
  /** An appliance on the path resets what begins with a ClientHello of more than one packet. */
  'resets-large-hello',
  'silent',
  'only-1.2',
  'up-to-1.1',
] as const;

const SERVICE = [
  'serves',
  'silent',
  'throttles',
  'fails',
  /** Somebody's web page in the service's place: forbidden, with HTTP 200, or as a redirect to it. */
  'block-page',
  'login-page',
  'redirects',
  'empty',
  'truncated',
  'quotes-request',
  /** Peers that mean harm: bodies and headers without an end, and all that was sent said again in every field. */
  'endless',
  'endless-blanks',
  'long-headers',
  'echoes',
] as const;

const role = v.pipe(v.string(), v.regex(/^[a-z]{1,8}$/, 'is no role such as a, b or client'));

/** Things of a world, each under the role it plays. */
export const byRole = <T extends v.GenericSchema>(item: T) => v.record(role, item);

/** What AWS's APIs have no shape for: how resolvers, interfaces, the way between and the service behave. */
export const behaviour = v.strictObject({
  amazonResolver: v.picklist(RESOLVER),
  /** The server that the DHCP options name, where that is not Amazon's. */
  customResolver: v.picklist(RESOLVER),
  /** By subnet role; a role that is not named serves. */
  interfaces: byRole(v.picklist(INTERFACE)),
  loss: v.picklist(LOSS),
  /** What resolvers and interfaces wait before each answer of theirs. The handshake of TCP is the kernel's, and waits for nobody. */
  serverDelayMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5_000)),
  /** Each interface serves so many connections; later ones meet a peer that has lost its state. Null: it serves them all. */
  connections: v.nullable(
    v.strictObject({
      served: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
      later: v.picklist(['dropped', 'reset', 'frozen']),
    }),
  ),
  tls: v.picklist(TLS),
  service: v.picklist(SERVICE),
  /** AWS's other APIs; `endless` and `pages-without-end` mean harm. */
  apis: v.optional(v.picklist(['serve', 'endless', 'pages-without-end']), 'serve'),
  /** Who tells the client its place, where it is a host; `silent` takes connections and never answers. */
  metadata: v.optional(v.picklist(['none', 'instance', 'ecs-task', 'silent']), 'none'),
  /** Who gives credentials over the network. `absent`: nobody is at the address, and packets to it get lost. */
  instanceRole: v.optional(v.picklist(['absent', 'serves', 'hop-limit', 'off', 'no-role']), 'absent'),
  containerRole: v.optional(v.picklist(['absent', 'serves']), 'absent'),
  podIdentity: v.optional(v.picklist(['absent', 'serves', 'refuses']), 'absent'),
  /** STS, for whoever asks for a role. `slow`: after four seconds. */
  sts: v.optional(v.picklist(['serves', 'denies', 'knows-no-provider', 'slow']), 'serves'),
  /** How far the service's clock is ahead of the client's. */
  clockAheadMinutes: v.pipe(v.number(), v.integer(), v.minValue(-1_440), v.maxValue(1_440)),
  /** `absent`: nobody has made the endpoint. */
  endpoint: v.picklist(['exists', 'absent']),
});
