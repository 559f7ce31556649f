import { expect, test } from '@jest/globals';
import { endpointNotes } from '../../lib/diagnose/endpoint-notes.ts';
import type { Code } from '../../lib/model/codes.ts';
import { endpoint } from '../support/configuration.ts';

const notesOn = (change: Parameters<typeof endpoint>[0]) => endpointNotes(endpoint(change)).map(({ code }) => code);

test.each([
  ['that is available', {}],
  ['whose state AWS spells another way', { State: 'Available' }],
  ['of which little is told', { State: undefined, ServiceName: undefined, PrivateDnsEnabled: undefined }],
  ['in China', { ServiceName: 'cn.com.amazonaws.cn-north-1.secretsmanager' }],
])('nothing speaks against an endpoint %s', (_, change) => {
  expect(endpointNotes(endpoint(change))).toEqual([]);
});

test.each<[string, Code | null]>([
  ['pending', 'endpoint/pending'],
  ['Pending', 'endpoint/pending'],
  ['pendingAcceptance', 'endpoint/pending-acceptance'],
  ['failed', 'endpoint/failed'],
  ['Rejected', 'endpoint/rejected'],
  ['expired', 'endpoint/rejected'],
  ['partial', 'endpoint/partial'],
  ['deleting', 'endpoint/deleted'],
  ['deleted', 'endpoint/deleted'],
  ['something new', null],
])('the state %s is %s', (State, code) => {
  expect(endpointNotes(endpoint({ State }))).toEqual([{ code, summary: expect.stringContaining(State) }]);
});

test('private DNS that is off is told', () => {
  expect(notesOn({ PrivateDnsEnabled: false })).toEqual(['dns/private-dns-off']);
});

test('another service is told by its name, and no more of its private DNS', () => {
  const ServiceName = 'com.amazonaws.eu-west-2.kms';
  expect(endpointNotes(endpoint({ ServiceName, PrivateDnsEnabled: false }))).toEqual([
    { code: 'endpoint/wrong-service', summary: expect.stringContaining(ServiceName) },
  ]);
});

test('each thing is told that speaks against it', () => {
  expect(notesOn({ PrivateDnsEnabled: false, State: 'pending' })).toEqual(['dns/private-dns-off', 'endpoint/pending']);
});
