import { aclCheck } from '../support/acl-check.ts';

/**
 * The SYN leaves the client and is dropped at the border of its subnet. An interface of the endpoint in the same subnet still
 * answers, since ACLs do not apply inside a subnet.
 * Source: VPC User Guide, "Network ACLs" and "Ephemeral ports".
 */
export default aclCheck({
  code: 'nacl/client-egress-443',
  title: "The network ACL of the client's subnet blocks outbound TCP 443",
  healthy: "the network ACL of the client's subnet allows outbound TCP 443",
  places: [{ side: 'client', direction: 'out' }],
});
