import { aclCheck } from '../support/acl-check.ts';

/**
 * ACLs are stateless: the SYN-ACK goes to the client's ephemeral port and needs an entry of its own. To the client it looks as
 * if the SYN was lost.
 * Source: VPC User Guide, "Network ACLs" and "Ephemeral ports".
 */
export default aclCheck({
  code: 'nacl/endpoint-egress-ephemeral',
  title: "The network ACL of the endpoint's subnet blocks outbound replies",
  healthy: "the network ACL of the endpoint's subnet allows outbound replies",
  places: [{ side: 'endpoint', direction: 'out' }],
});
