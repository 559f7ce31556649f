import type { Check } from '../../model/check.ts';
import { configChecks } from './config/index.ts';
import { credentialsChecks } from './credentials/index.ts';
import { dnsChecks } from './dns/index.ts';
import { endpointChecks } from './endpoint/index.ts';
import { functionChecks } from './function/index.ts';
import { iamChecks } from './iam/index.ts';
import { kmsChecks } from './kms/index.ts';
import { naclChecks } from './nacl/index.ts';
import { pathChecks } from './path/index.ts';
import { routeChecks } from './route/index.ts';
import { secretChecks } from './secret/index.ts';
import { serviceChecks } from './service/index.ts';
import { sgChecks } from './sg/index.ts';
import { tlsChecks } from './tls/index.ts';

/** Every check, in the order of the layers. A new check is listed in its layer's index. */
export const CHECKS: readonly Check[] = [
  ...functionChecks,
  ...configChecks,
  ...credentialsChecks,
  ...dnsChecks,
  ...sgChecks,
  ...naclChecks,
  ...routeChecks,
  ...endpointChecks,
  ...tlsChecks,
  ...pathChecks,
  ...serviceChecks,
  ...iamChecks,
  ...kmsChecks,
  ...secretChecks,
];
