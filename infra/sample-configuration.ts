/** A configuration of the deployment to begin with: its ids are made up, and are to be replaced by one's own. */
export const SAMPLE_CONFIGURATION = {
  env: 'production',
  projectId: 'myapp',
  enableSecretsmanagerEndpoint: true,
  vpcId: 'vpc-0a1b2c3d4e5f60000',
  subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
  resourcesSecurityGroupIds: ['sg-0a1b2c3d4e5f60010'],
  workloads: [
    {
      name: 'orders',
      subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
      securityGroupIds: ['sg-0a1b2c3d4e5f60010'],
    },
  ],
  alarmEmails: ['on-call@example.com'],
} as const;
