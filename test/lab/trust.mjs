// Loaded before the runtime: this process trusts the lab's throw-away root and nothing else, as a real one trusts the public
// roots. No variable shows it, so that the environment looks as it does in Lambda.
import { readFileSync } from 'node:fs';
import { setDefaultCACertificates } from 'node:tls';

setDefaultCACertificates([readFileSync('/var/runtime/root.pem', 'utf8')]);
