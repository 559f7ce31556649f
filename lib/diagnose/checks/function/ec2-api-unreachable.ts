import { defineCheck } from '../../../model/check.ts';

/**
 * Configuration comes from the EC2 API, and an isolated subnet cannot reach it. Such subnets are meant to be like that: the
 * check is then undecided and never fails, packets still prove, and facts from outside name the rule.
 * Source: Lambda Developer Guide, "Internet and service access for VPC-connected functions".
 */
export default defineCheck({
  code: 'function/ec2-api-unreachable',
  title: "The EC2 API can't be reached from here, so the configuration is unknown",
  healthy: 'the EC2 API returned the configuration',
  needs: ['vpcEndpoints'],
  evaluate: () => 'ok',
});
