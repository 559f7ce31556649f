import { aclCheck } from '../support/acl-check.ts';

/**
 * ACLs keep no state: the SYN-ACK goes to the client's ephemeral port and needs an entry of its own. To the client it looks as
 * if the SYN was lost.
 * Source: VPC User Guide, "Network ACLs" and "Ephemeral ports".
 */
export default aclCheck({
  code: 'nacl/endpoint-egress-ephemeral',
  title: "The network ACL of the endpoint's subnet blocks outbound replies",
  healthy: "the endpoint's network ACL lets replies out",
  places: [{ side: 'endpoint', direction: 'out' }],
});
