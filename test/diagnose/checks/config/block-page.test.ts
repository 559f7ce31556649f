import check from '../../../../lib/diagnose/checks/config/block-page.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, http, refusal, secret, world } from '../../../support/world.ts';

const page = (status: number, contentType: string | null) =>
  secret({ outcome: 'not-the-service', errorName: 'SyntaxError', status, contentType, arn: null });

checkTable(check, {
  silent: [
    {
      when: 'Secrets Manager itself refuses',
      world: world({ secret: refusal('AccessDeniedException', null, { status: 403 }) }),
    },
  ],
  nearMiss: [
    { when: 'a load balancer of the service answers in plain text', world: world({ secret: page(503, 'text/plain') }) },
    {
      when: 'the body was cut short under its right type',
      world: world({ secret: page(200, 'application/x-amz-json-1.1') }),
    },
    { when: 'nobody knows the type of the answer', world: world({ secret: page(403, null) }) },
    {
      when: 'only the request without credentials meets a web page',
      world: world({ http: [http(ENI_A, { contentType: 'text/html' }), http(ENI_B, { contentType: 'text/html' })] }),
    },
  ],
  reporting: [
    {
      when: 'a proxy blocks with a page',
      world: world({ secret: page(403, 'text/html; charset=utf-8') }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [ENI_A, 'HTTP 403'],
    },
    {
      when: 'a captive portal says that all is well',
      world: world({ secret: page(200, 'text/html') }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [ENI_A, 'HTTP 200'],
    },
    {
      when: 'the page comes with a server error',
      world: world({ secret: page(502, 'text/html') }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['HTTP 502'],
    },
  ],
});
