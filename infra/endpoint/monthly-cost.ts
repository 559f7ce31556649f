import type { Prices } from '../configuration.ts';

/** The module's output `cost`, in words. */
export interface MonthlyCost {
  readonly monthlyEstimate: string;
  readonly comparison: string;
  readonly savings: string;
}

interface Deployed {
  /** Zero: there is no endpoint. */
  readonly zones: number;
  readonly natGatewaysRemoved: number;
  readonly prices: Prices;
}

/**
 * What the endpoint costs a month beside a NAT gateway. A NAT gateway is saved only where it goes: where it stays, the endpoint
 * is an extra cost until enough traffic takes the cheaper way.
 */
export function monthlyCost({ zones, natGatewaysRemoved, prices }: Deployed): MonthlyCost {
  const { region, hoursPerMonth, endpointPerHour, endpointPerGb, natGatewayPerGb } = prices;
  const endpoint = zones * endpointPerHour * hoursPerMonth;
  const nat = (prices.natGatewayPerHour + prices.publicIpv4PerHour) * hoursPerMonth;
  const arithmetic = `${zones} AZ x ${hoursPerMonth} h x $${endpointPerHour}`;
  return {
    monthlyEstimate:
      zones === 0
        ? '$0.00: the endpoint is disabled'
        : `${dollars(endpoint)} (${arithmetic}, ${region} prices), plus $${endpointPerGb} per GB`,
    comparison: `NAT gateway: ${dollars(nat)} with its public IPv4 address, plus $${natGatewayPerGb} per GB`,
    savings: savingsOf(endpoint, nat * natGatewaysRemoved, { zones, natGatewaysRemoved, prices }),
  };
}

function savingsOf(endpoint: number, removed: number, { zones, natGatewaysRemoved, prices }: Deployed): string {
  if (zones === 0) return 'none: the endpoint is disabled';
  if (natGatewaysRemoved > 0) {
    const counted = `${natGatewaysRemoved} NAT gateway${natGatewaysRemoved === 1 ? '' : 's'} removed`;
    return removed >= endpoint
      ? `${dollars(removed - endpoint)} (${counted})`
      : `none: ${dollars(endpoint - removed)} more (${counted})`;
  }
  const perGb = prices.natGatewayPerGb - prices.endpointPerGb;
  const even =
    perGb > 0 ? `, which pays off from ${Math.ceil(endpoint / perGb)} GB of traffic a month` : ', which never pays off';
  return `none while the NAT gateways stay: ${dollars(endpoint)} more${even}`;
}

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
