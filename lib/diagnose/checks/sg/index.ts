import type { Check } from '../../../model/check.ts';
import clientEgressCidr from './client-egress-cidr.ts';
import clientEgressMissing from './client-egress-missing.ts';
import endpointIngressMissing from './endpoint-ingress-missing.ts';
import faultExperiment from './fault-experiment.ts';
import ingressCidrExcludesSubnet from './ingress-cidr-excludes-subnet.ts';
import wideOpen from './wide-open.ts';

/** Checks of the layer `sg`, in the order in which they are shown. */
export const sgChecks: readonly Check[] = [
  clientEgressMissing,
  clientEgressCidr,
  endpointIngressMissing,
  ingressCidrExcludesSubnet,
  faultExperiment,
  wideOpen,
];
