import type { Subnet, VpcEndpoint } from '../../../model/aws.ts';
import { type CheckInputs, defineCheck } from '../../../model/check.ts';
import type { ObservedPath } from '../../../model/observed-path.ts';
import type { Evidence } from '../../../model/problem.ts';
import { unwrapped } from '../../../net/nat64.ts';
import { shortList } from '../../../words/list-of.ts';
import { lookAt } from '../../looks.ts';
import { giveFamily, makeDualStack } from '../../steps/families.ts';
import { attemptsOn, mayWork } from '../support/paths.ts';

const isMismatch = ({ evaluation }: CheckInputs['predictedPaths'][number]): boolean =>
  evaluation.because.some((code) => code === 'endpoint/iptype-mismatch');

/** The host itself has no way to it; whose it is known not to be the endpoint's shows nothing about the endpoint. */
const isV4Unreachable = ({ family, tcp, owner }: ObservedPath): boolean =>
  family === 4 && tcp === 'unreachable' && owner !== 'other';

/** The host's kernel has no route of that family; other refusals of its own have other causes. Source: connect(2). */
const NO_ROUTE = 'ENETUNREACH';

/** Whether anything tells that this host has IPv4: then it has lost a route, and no family. */
const hasV4 = (
  environment: CheckInputs['environment'] | undefined,
  place: CheckInputs['place'] | undefined,
): boolean =>
  environment?.addressFamilies !== undefined
    ? environment.addressFamilies.includes(4) || !environment.addressFamilies.includes(6)
    : place?.addresses.some((address) => !address.includes(':')) === true;

/**
 * One end has IPv4 alone and the other IPv6 alone, so that no packet can be sent from one to the other. Configuration says it of both
 * ends; a host says it of itself, by ENETUNREACH and by the addresses that it has. NAT64 would translate, and then the path leads
 * through a NAT gateway.
 * Source: PrivateLink guide, "IP address types"; connect(2).
 */
export default defineCheck({
  code: 'endpoint/iptype-mismatch',
  title: 'The client and the endpoint have no IP address family in common',
  healthy: 'the client and the endpoint have an IP address family in common',
  needs: ['target'],
  wants: [
    ...(['predictedPaths', 'paths', 'tcp', 'expectedEndpoint', 'expectedAddresses', 'subnets'] as const),
    ...(['environment', 'place', 'source'] as const),
  ],
  evaluate({ target, predictedPaths, paths = [], tcp = [], expectedEndpoint, subnets = [], ...known }) {
    const { expectedAddresses, environment, place, source } = known;
    if (expectedEndpoint === null) return 'not-applicable';
    const carrying = paths.filter(({ inDnsAnswer }) => inDnsAnswer);
    if (carrying.some(mayWork)) return 'ok';
    const apart = predictedPaths?.filter(isMismatch) ?? [];
    const refusals = attemptsOn(tcp, carrying, ({ code }) => code === NO_ROUTE);
    const hasV6 = expectedAddresses?.some(({ address }) => unwrapped(address)?.family === 6);
    const isWithoutV4 =
      carrying.length > 0 &&
      carrying.every(isV4Unreachable) &&
      refusals.length === carrying.length &&
      !hasV6 &&
      !hasV4(environment, place);
    // Where configuration knows a path, the host says something else of itself: path/unreachable tells it.
    const isShown = isWithoutV4 && (predictedPaths === undefined || apart.length > 0);
    if (apart.length === 0 && !isShown)
      return predictedPaths || carrying.length > 0 ? 'ok' : { undecided: "where the client is isn't known" };
    const isV6Client = isShown || apart[0]?.family === 4;
    const [own, other] = isV6Client ? (['IPv6', 'IPv4'] as const) : (['IPv4', 'IPv6'] as const);
    const endpoint = expectedEndpoint?.VpcEndpointId ?? target.endpoint.vpcEndpointId ?? 'the endpoint';
    const sources = [...new Set(apart.map(({ source }) => `${source.addresses} in ${source.subnetId}`))];
    const addresses = [...new Set([...apart.map(({ address }) => address), ...carrying.map(({ address }) => address)])];
    const isPart = apart.length > 0 && apart.length < (predictedPaths?.length ?? 0);
    const others = new Set(predictedPaths?.filter((one) => !isMismatch(one)).map(({ source }) => source.subnetId));
    const which = isPart ? ` ${shortList([...others], 2)} ${others.size === 1 ? 'has' : 'have'} one in common.` : '';
    return [
      {
        summary: `The client has ${own} alone${sources.length > 0 ? ` (${shortList(sources)})` : ''}, and ${endpoint} has ${other} alone (${shortList(addresses)}): no packet can be sent from one to the other.${which}`,
        isPrediction: apart.length === 0,
        severity: isPart ? 'degrading' : 'blocking',
        on: [...new Set([...apart.map(({ id }) => id), ...carrying.map(({ id }) => id)])],
        explains: ['path/unreachable'],
        resources: [endpoint, ...new Set(apart.map(({ source }) => source.subnetId))],
        evidence: [
          ...refusals.map(
            ({ attempt, at }): Evidence => ({
              fact: 'tcp',
              path: `[${at}].outcome`,
              shows: `${attempt.address}: ${attempt.code ?? 'unreachable'}`,
            }),
          ),
          ...apart.slice(0, 1).map(
            ({ source }): Evidence => ({
              fact: 'subnets',
              path: `[${subnets.findIndex(({ SubnetId }) => SubnetId === source.subnetId)}]`,
              shows: `${source.subnetId}: ${source.addresses}`,
            }),
          ),
        ],
        steps: isV6Client ? makeDualStack(endpoint, withoutV6(expectedEndpoint, subnets), target) : [],
        alternatives: [giveFamily(other, source, subnets)],
        looks: sources.length > 0 ? [] : [lookAt("Compare the host's addresses with the endpoint's", 'workload')],
      },
    ];
  },
});

/** The endpoint's subnets that need an IPv6 block first. */
const withoutV6 = (endpoint: VpcEndpoint | null | undefined, subnets: readonly Subnet[]): readonly string[] =>
  (endpoint?.SubnetIds ?? []).filter((id) =>
    subnets.some(
      ({ SubnetId, Ipv6CidrBlockAssociationSet }) => SubnetId === id && Ipv6CidrBlockAssociationSet.length === 0,
    ),
  );
