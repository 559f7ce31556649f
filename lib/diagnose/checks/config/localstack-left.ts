import { endpointUrlCheck, isEmulator } from '../support/endpoint-url-check.ts';

/** A URL of a local emulator, left over from development: where nothing listens, SDKs get ECONNREFUSED and never leave the host. */
export default endpointUrlCheck({
  code: 'config/localstack-left',
  title: 'The environment sends SDKs to a local emulator of AWS',
  healthy: 'no local emulator is set',
  matches: isEmulator,
  so: ({ host }) => `, an emulator on this host or beside it, and not to ${host}.`,
});
