import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { givenConfiguration } from '../../infra/given-configuration.ts';

const folder = mkdtempSync(join(tmpdir(), 'vpce-doctor-test-'));
const fileWith = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const asked = (context: Record<string, unknown>) => givenConfiguration((key) => context[key]);

describe('what the user gives', () => {
  const config = fileWith('good.json', '{"env":"dev","projectId":"myapp"}');

  test('may be one file', () => {
    expect(asked({ config })).toEqual({ given: { env: 'dev', projectId: 'myapp' }, source: config });
  });

  test('may be the context alone, where a value is JSON or plain text', () => {
    const context = { env: '7', projectId: 'myapp', subnetIds: '["subnet-1"]', ipAddressType: 'ipv4' };
    expect(asked(context)).toEqual({ given: { ...context, subnetIds: ['subnet-1'] }, source: 'the context' });
  });

  test('is the file with the context over it, and nothing else of the context', () => {
    const { given, source } = asked({ config, env: 'prod', enableSecretsmanagerEndpoint: 'true', 'aws:cdk:x': true });
    expect(given).toEqual({ env: 'prod', projectId: 'myapp', enableSecretsmanagerEndpoint: true });
    expect(source).toBe(`${config} with the context`);
  });

  test.each([
    [{}, 'there is no vpce-doctor.json here'],
    [{ config: join(folder, 'absent.json') }, 'absent.json: ENOENT'],
    [{ config: fileWith('broken.json', '{') }, 'broken.json is not JSON'],
    [{ config: fileWith('list.json', '[]') }, "list.json isn't a JSON object"],
  ])('%j is refused', (context, says) => {
    expect(() => asked(context)).toThrow(says);
    expect(() => asked(context)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });
});
