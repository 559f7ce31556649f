import { defineCheck } from '../../../model/check.ts';
import { servesTarget } from '../../../model/target.ts';
import { isLiving } from '../../../model/vpc-endpoint.ts';
import { shortList } from '../../../words/list-of.ts';
import { listHostedZones } from '../../looks.ts';
import { associateZone, createEndpointSomehow } from '../../steps/names.ts';
import { effectOnName } from '../support/name-effect.ts';
import { isInAnotherVpc } from '../support/paths.ts';
import { RESOLVES_ELSEWHERE_EXPLAINS } from '../support/wrong-address.ts';

/**
 * The endpoint is a hub's: in another VPC, with private DNS off, so that a private hosted zone carries the service's name to the VPCs
 * that share it; or another account's, with addresses outside this VPC. No zone with that name reaches this VPC. Private DNS of the
 * endpoint can't help: it works in the endpoint's own VPC alone, and EC2 refuses it beside such a zone.
 * Source: AWS whitepaper "Building a Scalable and Secure Multi-VPC AWS Network Infrastructure", centralized access to VPC endpoints.
 */
export default defineCheck({
  code: 'dns/phz-not-associated',
  title: "No private hosted zone leads this VPC to the hub's endpoint",
  healthy: "a private hosted zone, or the endpoint's own private DNS, answers the service's name in this VPC",
  needs: ['vpcEndpoints', 'target'],
  wants: ['expectedEndpoint', 'conflictingEndpoint', 'vpc', 'serviceDns', 'paths'],
  evaluate({ target, expectedEndpoint, conflictingEndpoint, vpc, vpcEndpoints, serviceDns, paths = [] }) {
    const own = paths.filter(({ owner }) => owner === 'endpoint');
    const isRead = expectedEndpoint?.VpcId !== undefined && vpc !== undefined;
    // One that serves another name, or nobody, is not to be shared; nor is any where an endpoint of this VPC has the name.
    const isOfNoUse =
      expectedEndpoint && !(servesTarget(expectedEndpoint.ServiceName, target) && isLiving(expectedEndpoint));
    if (expectedEndpoint === null || isOfNoUse || conflictingEndpoint) return 'not-applicable';
    if (isRead && (expectedEndpoint.VpcId === vpc.VpcId || expectedEndpoint.PrivateDnsEnabled !== false)) return 'ok';
    // Not among this account's, it is another account's hub where its own addresses say so, and there is a path to them.
    const isOpen = isInAnotherVpc(own) && own.some(({ tcp }) => tcp === 'open');
    const effect = effectOnName(serviceDns, paths);
    if (effect.kind === 'harmless') return 'ok';
    if (!isRead && !isOpen) return { undecided: "which VPC the endpoint is in isn't known" };
    if (!isRead && effect.kind === 'unseen') return 'not-applicable';
    const id = expectedEndpoint?.VpcEndpointId ?? target.endpoint.vpcEndpointId;
    const where = isRead ? `in ${expectedEndpoint.VpcId}` : `at ${shortList(own.map(({ address }) => address))}`;
    const unless = effect.kind === 'elsewhere' ? '' : ' unless a private hosted zone or a Route 53 profile says so';
    const here = vpc?.VpcId ?? 'this VPC';
    const at = vpcEndpoints.findIndex((one) => one.VpcEndpointId === id);
    return [
      {
        summary: `${id ?? 'The endpoint'} is ${where}, outside ${here}, where ${target.host} doesn't resolve to it${unless}.${isOpen ? ' The network path to it is open.' : ''}`,
        severity: 'degrading',
        on: effect.kind === 'elsewhere' ? effect.on : 'all',
        explains: RESOLVES_ELSEWHERE_EXPLAINS,
        resources: [id ?? [], expectedEndpoint?.VpcId ?? [], vpc?.VpcId ?? []].flat(),
        evidence: isRead
          ? [
              { fact: 'vpcEndpoints', path: `[${at}].VpcId`, shows: `VpcId: ${expectedEndpoint.VpcId}` },
              { fact: 'vpcEndpoints', path: `[${at}].PrivateDnsEnabled`, shows: 'PrivateDnsEnabled: false' },
            ]
          : [{ fact: 'tcp', path: '', shows: `${shortList(own.map(({ address }) => address))}: outside the VPC` }],
        isPrediction: effect.kind !== 'elsewhere',
        looks: vpc ? [listHostedZones(vpc.VpcId, target)] : [],
        steps: [associateZone(target.host, here, id)],
        alternatives: createEndpointSomehow(`Create an endpoint in ${here}`).slice(0, 1),
      },
    ];
  },
});
