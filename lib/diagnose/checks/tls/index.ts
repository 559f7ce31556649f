import type { Check } from '../../../model/check.ts';
import caEnvBad from './ca-env-bad.ts';
import expired from './expired.ts';
import fin from './fin.ts';
import handshakeFailed from './handshake-failed.ts';
import incompleteChain from './incomplete-chain.ts';
import interceptedTrusted from './intercepted-trusted.ts';
import interceptedUntrusted from './intercepted-untrusted.ts';
import largeHelloRefused from './large-hello-refused.ts';
import minVersion from './min-version.ts';
import notYetValid from './not-yet-valid.ts';
import plainHttp from './plain-http.ts';
import rst from './rst.ts';
import selfSigned from './self-signed.ts';
import silent from './silent.ts';
import verifyDisabled from './verify-disabled.ts';
import wrongHost from './wrong-host.ts';

/** Checks of the layer `tls`, in the order in which they are shown. */
export const tlsChecks: readonly Check[] = [
  interceptedUntrusted,
  incompleteChain,
  selfSigned,
  wrongHost,
  expired,
  notYetValid,
  largeHelloRefused,
  rst,
  fin,
  silent,
  plainHttp,
  minVersion,
  handshakeFailed,
  interceptedTrusted,
  caEnvBad,
  verifyDisabled,
];
