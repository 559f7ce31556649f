import { firstBlocked } from '../../../model/ruling.ts';
import { sayTarget } from '../../../words/ruling.ts';
import { routeCheck } from '../support/route-check.ts';

/**
 * The route that should lead on names a target that is gone: a peering connection, transit gateway attachment or gateway that
 * was deleted. EC2 shows it as `blackhole`, and packets are dropped in silence.
 * Source: EC2 API Reference, Route, state.
 */
export default routeCheck({
  code: 'route/blackhole',
  title: 'The route to the endpoint, or back, leads to a target that is gone',
  healthy: 'no route on the path leads to a target that is gone',
  legs: ['forward', 'return'],
  fixes: ({ resource, hop }) => {
    const route = firstBlocked(hop.ruling)?.rule;
    const named = route?.kind === 'route' ? ` ${route.destination} to ${sayTarget(route.target)}` : '';
    return [{ say: `Let the route${named} in ${resource} lead to a target that exists, or remove it` }];
  },
});
