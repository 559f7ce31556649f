import { defineCheck } from '../../../model/check.ts';

/**
 * Configuration comes from the EC2 API, and an isolated subnet has no way to it. That is how such subnets are meant to be:
 * the check is then undecided and never fails, packets still prove, and facts from outside name the rule.
 * Source: Lambda Developer Guide, "Internet and service access for VPC-connected functions".
 */
export default defineCheck({
  code: 'function/ec2-api-unreachable',
  title: 'The EC2 API cannot be reached from here, so that the configuration is not known',
  healthy: 'the EC2 API told the configuration',
  needs: ['vpcEndpoints'],
  evaluate: () => 'ok',
});
