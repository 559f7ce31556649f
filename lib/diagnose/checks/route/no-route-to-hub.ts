import { routeCheck } from '../support/route-check.ts';

/**
 * The endpoint is in another network, and the route table of the client's subnet has no route that leads there. The VPC's
 * router drops such packets in silence. Inside one VPC this cannot be: every table has the VPC's own ranges.
 * Source: VPC User Guide, "Route tables".
 */
export default routeCheck({
  code: 'route/no-route-to-hub',
  title: "The client's route table has no route to the endpoint's network",
  healthy: "the client's route table leads to the endpoint",
  legs: ['forward'],
  fixes: ({ resource, predictedPaths: [predicted] }) => [
    {
      say: `Add a route in ${resource} that leads to ${predicted.address} through the peering connection or transit gateway`,
    },
  ],
});
