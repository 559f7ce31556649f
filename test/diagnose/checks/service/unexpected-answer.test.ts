import check from '../../../../lib/diagnose/checks/service/unexpected-answer.ts';
import { checkTable } from '../../../support/check-table.ts';
import { denied, refusal, SECRET_ARN, secret, target, unread, world } from '../../../support/world.ts';

const NEW = refusal('SomethingNewException', 'new');
const strange = (status: number, contentType: string | null) =>
  secret({ outcome: 'not-the-service', errorName: 'SyntaxError', status, contentType, arn: null });

checkTable(check, {
  silent: [
    { when: 'the call was denied', world: world({ secret: denied('') }) },
    { when: 'the service did not answer', world: world({ secret: unread('silent') }) },
    { when: 'there are no credentials', world: world({ secret: unread('no-credentials') }) },
    { when: 'the run ended first', world: world({ secret: unread('unfinished') }) },
  ],
  nearMiss: [
    { when: 'the strange answer is a web page', world: world({ secret: strange(403, 'text/html') }) },
    { when: 'the strange answer is a server error', world: world({ secret: strange(503, 'text/plain') }) },
    {
      when: 'an error of unknown name is a server error',
      world: world({ secret: refusal('SomethingNewException', null, { status: 500 }) }),
    },
    {
      when: 'no connection was made, though TLS was a moment ago',
      world: world({ secret: unread('not-connected', { remoteAddress: null, errorCode: 'ECONNREFUSED' }) }),
    },
    {
      when: 'the connection was reset before TLS completed, though it did a moment ago',
      world: world({ secret: unread('reset', { remoteAddress: null, errorCode: 'ECONNRESET' }) }),
    },
    { when: 'KMS refuses', world: world({ secret: refusal('AccessDeniedException', 'Access to KMS is not allowed') }) },
  ],
  reporting: [
    {
      when: 'the service has an error that nobody knows',
      world: world({ secret: NEW }),
      problems: [
        {
          severity: 'degrading',
          on: 'verifier',
          resources: [SECRET_ARN],
          evidence: [{ fact: 'secret', path: 'outcome', shows: 'SomethingNewException, HTTP 400: new' }],
        },
      ],
      says: ['SomethingNewException', 'HTTP 400'],
    },
    {
      when: 'the workload itself meets it',
      world: world({ secret: NEW, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['SomethingNewException'],
    },
    {
      when: 'what answers speaks no HTTP',
      world: world({ secret: unread('not-the-service', { errorName: 'Error', errorCode: 'HPE_INVALID_CONSTANT' }) }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['HPE_INVALID_CONSTANT'],
    },
    {
      when: 'the connection is cut after the request',
      world: world({ secret: unread('reset', { errorName: 'TimeoutError', errorCode: 'ECONNRESET' }) }),
      problems: [
        {
          severity: 'degrading',
          on: 'all',
          evidence: [{ fact: 'secret', path: 'outcome', shows: 'TimeoutError, ECONNRESET' }],
        },
      ],
      says: ['ECONNRESET'],
    },
    {
      when: 'the call fails before it leaves',
      world: world({ secret: unread('failed', { errorName: 'EndpointError' }) }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['EndpointError'],
    },
  ],
});
