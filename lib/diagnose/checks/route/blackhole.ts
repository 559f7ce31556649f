import { firstBlocked } from '../../../model/ruling.ts';
import { sayTarget } from '../../../words/ruling.ts';
import { repairRoute } from '../../steps/routes.ts';
import { routeCheck } from '../support/route-check.ts';

/**
 * The route that matches points to a target that was deleted: a peering connection, transit gateway attachment or gateway. EC2
 * shows it as `blackhole`, and packets are dropped silently.
 * Source: EC2 API Reference, Route, state.
 */
export default routeCheck({
  code: 'route/blackhole',
  title: 'A route to the endpoint, or back to the client, points to a target that no longer exists',
  healthy: 'every route on the path points to a target that exists',
  legs: ['forward', 'return'],
  steps: ({ resource, hop }) => {
    const route = firstBlocked(hop.ruling)?.rule;
    const named = route?.kind === 'route' ? ` ${route.destination} to ${sayTarget(route.target)}` : '';
    return [repairRoute(resource, named)];
  },
});
