import { addRoute } from '../../steps/routes.ts';
import { routeCheck } from '../support/route-check.ts';

/**
 * Requests arrive in the endpoint's network, and its route table has no route back to the client: the SYN-ACK is dropped
 * silently, and to the client it looks as if the SYN was lost.
 * Source: VPC User Guide, "Route tables"; Reachability Analyzer, explanation codes for the return path.
 */
export default routeCheck({
  code: 'route/return-missing',
  title: "The endpoint's route table has no route back to the client",
  healthy: "the endpoint's route table has a route back to the client",
  legs: ['return'],
  steps: ({ resource, predictedPaths }, tables, target) =>
    addRoute({ table: resource, leg: 'return', predictedPaths }, tables, target),
});
