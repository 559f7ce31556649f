import type { Check } from '../../model/check.ts';
import { configChecks } from './config/index.ts';
import { credentialsChecks } from './credentials/index.ts';
import { dnsChecks } from './dns/index.ts';
import { iamChecks } from './iam/index.ts';
import { kmsChecks } from './kms/index.ts';
import { pathChecks } from './path/index.ts';
import { secretChecks } from './secret/index.ts';
import { serviceChecks } from './service/index.ts';
import { tlsChecks } from './tls/index.ts';

/** Every check, in the order of the layers. A new check is listed in its layer's index. */
export const CHECKS: readonly Check[] = [
  ...configChecks,
  ...credentialsChecks,
  ...dnsChecks,
  ...tlsChecks,
  ...pathChecks,
  ...serviceChecks,
  ...iamChecks,
  ...kmsChecks,
  ...secretChecks,
];
