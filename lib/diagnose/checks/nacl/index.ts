import type { Check } from '../../../model/check.ts';
import clientEgress443 from './client-egress-443.ts';
import clientIngressEphemeral from './client-ingress-ephemeral.ts';
import endpointEgressEphemeral from './endpoint-egress-ephemeral.ts';
import endpointIngress443 from './endpoint-ingress-443.ts';
import faultExperiment from './fault-experiment.ts';
import partialEphemeral from './partial-ephemeral.ts';

/** Checks of the layer `nacl`, in the order in which they are shown. */
export const naclChecks: readonly Check[] = [
  clientEgress443,
  endpointIngress443,
  endpointEgressEphemeral,
  clientIngressEphemeral,
  partialEphemeral,
  faultExperiment,
];
