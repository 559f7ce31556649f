import { aclCheck } from '../support/acl-check.ts';

/**
 * An ACL allows replies to only some of the client's ephemeral ports. Every connection takes another port, so some calls work
 * and some are never answered. The range depends on the client: Lambda 1024-65535, Linux hosts 32768-61000.
 * Source: VPC User Guide, "Ephemeral ports".
 */
export default aclCheck({
  code: 'nacl/partial-ephemeral',
  title: "A network ACL allows replies to only some of the client's ephemeral ports",
  healthy: "network ACLs allow replies to all of the client's ephemeral ports",
  places: [
    { side: 'endpoint', direction: 'out' },
    { side: 'client', direction: 'in' },
  ],
});
