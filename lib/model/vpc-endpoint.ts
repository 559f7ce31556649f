import type { VpcEndpoint } from './aws.ts';

/** Whether an endpoint serves, or may serve yet. */
export const isLiving = ({ State = '' }: Pick<VpcEndpoint, 'State'>): boolean =>
  !/^(delet|fail|reject|expired)/i.test(State);

/** Whether a service is called so: its name ends so in every partition, and that of its FIPS twin differently. */
export const isService = (serviceName: string | undefined, service: string): boolean =>
  serviceName?.endsWith(`.${service}`) === true;
