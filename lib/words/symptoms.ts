import type { Code } from '../model/codes.ts';

/** What people see, and the findings that may be behind it: a finding may be behind several. */
export interface Symptom {
  readonly title: string;
  readonly codes: readonly Code[];
}

/** In the order in which a request meets them; a test keeps every code in at least one. */
export const SYMPTOMS: readonly Symptom[] = [
  {
    title: "The name isn't found, or the lookup fails",
    codes: [
      ...(['dns/name-not-found', 'dns/no-address', 'dns/resolver-silent', 'dns/resolver-failing'] as const),
      ...(['dns/resolver-port-closed', 'dns/vpc-support-off', 'dns/custom-resolver-blocked'] as const),
      ...(['dns/custom-resolver-down', 'dns/firewall-nxdomain', 'dns/firewall-nodata'] as const),
      ...(['dns/firewall-fail-closed', 'dns/search-domain', 'dns/fips-name-uncovered'] as const),
      'dns/dualstack-legacy-name',
    ],
  },
  {
    title: 'The name resolves to a public address, or to the wrong one',
    codes: [
      ...(['dns/public-answer', 'dns/private-dns-off', 'dns/vpc-hostnames-off', 'dns/endpoint-absent'] as const),
      ...(['dns/private-not-endpoint', 'dns/custom-resolver', 'dns/hosts-file', 'dns/mixed-resolvers'] as const),
      ...(['dns/flapping', 'dns/stale-cache', 'dns/phz-shadow', 'dns/phz-stale-ip', 'dns/phz-alias-foreign'] as const),
      ...([
        'dns/phz-not-associated',
        'dns/record-ip-type',
        'dns/resolver-rule-override',
        'endpoint/duplicate',
        'endpoint/wrong-vpc',
        'endpoint/wrong-service',
      ] as const),
      ...(['endpoint/deleted', 'path/public-via-nat', 'config/endpoint-url-global', 'config/localstack-left'] as const),
      ...(['config/endpoint-url-service', 'config/endpoint-plus-fips', 'config/endpoint-plus-dualstack'] as const),
    ],
  },
  {
    title: 'It hangs until a timeout',
    codes: [
      ...(['path/packets-dropped', 'sg/endpoint-ingress-missing', 'sg/client-egress-missing'] as const),
      ...(['nacl/client-egress-443', 'nacl/endpoint-ingress-443', 'nacl/endpoint-egress-ephemeral'] as const),
      ...([
        'nacl/client-ingress-ephemeral',
        'route/no-route-to-hub',
        'route/return-missing',
        'route/blackhole',
      ] as const),
      ...(['route/firewall', 'route/asymmetric', 'route/overlap-cidr', 'endpoint/pending', 'endpoint/failed'] as const),
      ...(['endpoint/rejected', 'endpoint/pending-acceptance', 'endpoint/mtu', 'endpoint/packets-dropped'] as const),
      ...(['tls/silent', 'service/silent', 'dns/slow', 'config/proxy-env-no-noproxy', 'function/ipv6-flag'] as const),
      ...(['function/ec2-api-unreachable', 'sg/v4-only', 'nacl/v6-missing'] as const),
      ...(['sg/fault-experiment', 'nacl/fault-experiment'] as const),
      ...(['credentials/sts-unreachable', 'credentials/imds-unreachable'] as const),
    ],
  },
  {
    title: 'It fails sometimes, or in one zone only',
    codes: [
      ...(['path/intermittent', 'path/interface-silent', 'nacl/partial-ephemeral', 'sg/client-egress-cidr'] as const),
      ...(['sg/ingress-cidr-excludes-subnet', 'sg/propagation', 'endpoint/eni-not-in-use'] as const),
      ...(['endpoint/eni-unhealthy', 'endpoint/partial', 'endpoint/az-missing', 'service/throttled'] as const),
      ...(['service/failing', 'service/response-empty', 'service/unexpected-answer'] as const),
    ],
  },
  {
    title: 'The connection is refused, rejected or reset',
    codes: [
      ...(['path/connection-refused', 'path/rejected', 'path/unreachable', 'tls/rst', 'tls/fin'] as const),
      ...(['endpoint/iptype-mismatch', 'tls/plain-http', 'tls/handshake-failed', 'tls/min-version'] as const),
      ...(['config/block-page'] as const),
      'tls/large-hello-refused',
    ],
  },
  {
    title: 'The certificate is refused',
    codes: [
      ...(['tls/intercepted-untrusted', 'tls/self-signed', 'tls/wrong-host', 'tls/expired'] as const),
      ...([
        'tls/not-yet-valid',
        'tls/incomplete-chain',
        'tls/ca-env-bad',
        'tls/clock-skew',
        'tls/trust-store',
      ] as const),
    ],
  },
  {
    title: 'Credentials are missing, expired or refused',
    codes: [
      ...(['credentials/none', 'credentials/expired', 'credentials/invalid', 'credentials/clock-skew'] as const),
      ...(['credentials/signature-refused', 'credentials/signature-mismatch', 'credentials/scope-region'] as const),
      ...(['credentials/static-env-override', 'credentials/role-deleted'] as const),
      ...(['credentials/role-not-assumable', 'credentials/instance-without-role'] as const),
      ...([
        'credentials/pod-identity-refused',
        'credentials/sign-in-expired',
        'credentials/sign-in-unreachable',
      ] as const),
      ...(['credentials/sts-unreachable', 'credentials/pod-identity-unreachable'] as const),
      ...(['credentials/container-unreachable', 'credentials/imds-unreachable'] as const),
    ],
  },
  {
    title: 'AccessDenied',
    codes: [
      ...(['iam/identity-implicit', 'iam/identity-explicit', 'iam/vpce-implicit', 'iam/vpce-explicit'] as const),
      ...([
        'iam/resource-implicit',
        'iam/resource-explicit',
        'iam/boundary-implicit',
        'iam/boundary-explicit',
      ] as const),
      ...(['iam/session-implicit', 'iam/session-explicit', 'iam/scp-implicit', 'iam/scp-explicit'] as const),
      ...(['iam/rcp-explicit', 'iam/no-reason', 'kms/no-decrypt', 'kms/key-policy-denies'] as const),
      ...(['kms/sourcevpce-in-key-policy', 'secret/wrong-account'] as const),
    ],
  },
  {
    title: "The secret or its key can't be used",
    codes: [
      ...(['secret/not-found', 'secret/no-awscurrent', 'secret/scheduled-deletion', 'secret/empty'] as const),
      ...(['secret/wrong-region', 'secret/arn-suffix', 'secret/partial-arn'] as const),
      ...(['kms/key-disabled', 'kms/pending-deletion'] as const),
    ],
  },
  {
    title: 'It works, and something should be better',
    codes: [
      ...(['endpoint/single-az', 'sg/wide-open', 'tls/intercepted-trusted', 'tls/verify-disabled'] as const),
      ...(['path/contradicts-configuration'] as const),
    ],
  },
  {
    title: "What you see isn't what the workload sees",
    codes: ['function/other-sg-than-workload', 'endpoint/shared-vpc-invisible'],
  },
];
