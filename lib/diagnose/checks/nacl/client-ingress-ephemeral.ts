import { aclCheck } from '../support/acl-check.ts';

/**
 * ACLs are stateless: the SYN-ACK comes to the client's ephemeral port and needs an entry of its own. It is dropped at the last
 * border, and to the client it looks as if the SYN was lost.
 * Source: VPC User Guide, "Network ACLs" and "Ephemeral ports".
 */
export default aclCheck({
  code: 'nacl/client-ingress-ephemeral',
  title: "The network ACL of the client's subnet blocks inbound replies",
  healthy: "the network ACL of the client's subnet allows inbound replies",
  places: [{ side: 'client', direction: 'in' }],
});
