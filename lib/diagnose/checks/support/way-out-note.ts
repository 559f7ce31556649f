import { exitOf, type WayOut } from '../../../evaluate/network/way-out.ts';
import type { NetworkConfiguration } from '../../../model/aws.ts';
import type { Source } from '../../../model/run.ts';
import type { Step } from '../../../model/step.ts';
import { shortList } from '../../../words/list-of.ts';

/** Where packets to the service's public addresses get from the subnets of a source. */
export interface WaysOut {
  /** True where no subnet has a way out: what is not in the VPC can't be reached at all. */
  readonly areNone: boolean;
  /** What public subnets are to this source, and how its subnets differ; null where there is nothing to say. */
  readonly note: string | null;
  /** What helps beside an endpoint. */
  readonly alternatives: readonly Step[];
}

const PRIVATE_SUBNETS: Step = {
  say: 'Run the workload in private subnets alone, whose default route goes to a NAT gateway: it then reads the secret over the internet',
  affects: 'process',
  undo: 'Put the earlier subnets back',
  permissions: [],
};

/** Ways out of the VPC, subnet by subnet: a public one has an internet gateway, which serves public addresses alone. */
export function waysOutOf({ kind, subnetIds, ...source }: Source, known: NetworkConfiguration): WaysOut {
  const isFunction = kind === 'lambda';
  const hasPublicAddress = isFunction ? false : (source.hasPublicAddress ?? null);
  const exits = subnetIds.map((subnetId) => ({
    subnetId,
    ...exitOf(subnetId, { hasPublicAddress, usesIpv6: source.usesIpv6 ?? null }, known),
  }));
  const withWay = (...ways: readonly WayOut[]) => exits.filter(({ wayOut }) => ways.includes(wayOut));
  const [never, out] = [withWay('none'), withWay('nat', 'public')];
  const useless = never.filter(({ isServedByGateway }) => isServedByGateway === false);
  const open = exits.filter(({ wayOut, isServedByGateway }) => wayOut === 'unknown' && isServedByGateway === null);
  const why = `an internet gateway doesn't serve ${isFunction ? 'a function' : 'a workload'} without a public address`;
  return {
    areNone: exits.length > 0 && never.length === exits.length,
    note: noteOf(),
    alternatives: useless.length > 0 || open.length > 0 ? [PRIVATE_SUBNETS] : [],
  };

  function noteOf(): string | null {
    if (out.length > 0 && never.length > 0) {
      const through = out.some(({ wayOut }) => wayOut === 'nat') ? ' through NAT' : '';
      return `By routes alone, it works from ${idsOf(out)}, over the internet${through}, and never from ${idsOf(never)}${useless.length > 0 ? `: ${why}` : ''}.`;
    }
    const [some, whom] = useless.length > 0 ? [useless, why] : [open, MAY_HAVE_NONE];
    return some.length === 0
      ? null
      : `${idsOf(some)} ${some.length === 1 ? 'is' : 'are'} public, which is no way out: ${whom}.`;
  }
}

const MAY_HAVE_NONE = "an internet gateway doesn't serve a workload without a public address, which this one may be";

const idsOf = (some: readonly { readonly subnetId: string }[]): string =>
  shortList(
    some.map(({ subnetId }) => subnetId),
    2,
  );
