import { addRoute } from '../../steps/routes.ts';
import { routeCheck } from '../support/route-check.ts';

/**
 * The endpoint is in another network, and the route table of the client's subnet has no route to it. The VPC's router drops
 * such packets silently. Inside one VPC this cannot be: every table has the VPC's own ranges.
 * Source: VPC User Guide, "Route tables".
 */
export default routeCheck({
  code: 'route/no-route-to-hub',
  title: "The client's route table has no route to the endpoint's network",
  healthy: "the client's route table has a route to the endpoint",
  legs: ['forward'],
  steps: ({ resource, predictedPaths }, tables, target) =>
    addRoute({ table: resource, leg: 'forward', predictedPaths }, tables, target),
});
