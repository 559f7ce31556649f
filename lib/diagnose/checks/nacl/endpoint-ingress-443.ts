import { aclCheck } from '../support/acl-check.ts';

/**
 * The SYN is dropped at the border of the endpoint's subnet. Clients inside that subnet do not notice.
 * Source: VPC User Guide, "Network ACLs" and "Ephemeral ports".
 */
export default aclCheck({
  code: 'nacl/endpoint-ingress-443',
  title: "The network ACL of the endpoint's subnet blocks inbound TCP 443",
  healthy: "the network ACL of the endpoint's subnet allows inbound TCP 443",
  places: [{ side: 'endpoint', direction: 'in' }],
});
