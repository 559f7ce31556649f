import { endpointUrlCheck, isEmulator } from '../support/endpoint-url-check.ts';

/** A local emulator's URL, left over from development: if nothing listens there, SDKs get ECONNREFUSED and never leave the host. */
export default endpointUrlCheck({
  code: 'config/localstack-left',
  title: 'The environment sends SDKs to a local AWS emulator',
  healthy: 'no endpoint URL points to a local AWS emulator',
  matches: isEmulator,
  so: ({ host }) => `, a local AWS emulator, instead of ${host}.`,
});
