import { SERVICE } from '../../../services/index.ts';
import { associateProfile } from '../../steps/credentials.ts';
import { credentialCheck } from '../support/credential-check.ts';

/** Instance metadata answers 404 for the role's name where the instance has no instance profile. Source: EC2 User Guide, "IAM roles for Amazon EC2". */
export default credentialCheck({
  code: 'credentials/instance-without-role',
  title: 'The instance has no role',
  healthy: 'the instance has a role',
  sources: ['instance-metadata'],
  summary: ({ credentials }) =>
    `${SERVICE.operation} was never sent: instance metadata (${credentials.host}) answers, and has no role for this instance (HTTP ${credentials.status}). No other source gives credentials here.`,
  repair: () => ({ steps: [associateProfile()] }),
});
