import { routeCheck } from '../support/route-check.ts';

/**
 * Requests arrive at the endpoint's network, and its route table has no route back to the client: the SYN-ACK is dropped in
 * silence, and to the client it looks as if the SYN was lost.
 * Source: VPC User Guide, "Route tables"; Reachability Analyzer, explanation codes for the return path.
 */
export default routeCheck({
  code: 'route/return-missing',
  title: "The endpoint's route table has no route back to the client",
  healthy: "the endpoint's route table leads back to the client",
  legs: ['return'],
  fixes: ({ resource, predictedPaths: [predicted] }) => [
    { say: `Add a route in ${resource} that leads back to ${predicted.source.addresses}` },
  ],
});
