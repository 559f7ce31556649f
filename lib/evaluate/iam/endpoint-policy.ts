import type { LayerRuling } from '../../model/policy-ruling.ts';
import { evaluate } from './evaluate.ts';
import type { PolicyDocument, PolicyRequest } from './request.ts';

/**
 * How an endpoint's own policy stops a call, or may, whatever all other policies say; null where it lets it pass. What isn't known of
 * the call is null or among its unknown keys.
 */
export const ruleOnEndpointPolicy = (request: PolicyRequest, endpoint: PolicyDocument): LayerRuling | null =>
  evaluate(request, { endpoint }).layers.find(({ layer }) => layer === 'endpoint') ?? null;
