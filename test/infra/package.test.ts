import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { writePackage } from '../../infra/package/write-package.ts';
import { zip } from '../../infra/package/zip.ts';
import type { Template } from '../../infra/synthesize.ts';
import { VARIABLES } from '../../lib/model/verifier-environment.ts';
import { evaluated, propertiesOf, resourceOf, resourcesOf } from './read-template.ts';

const folder = join(mkdtempSync(join(tmpdir(), 'vpce-doctor-test-')), 'package');
const again = join(mkdtempSync(join(tmpdir(), 'vpce-doctor-test-')), 'package');
let files: readonly string[] = [];

beforeAll(() => {
  files = writePackage(folder);
  writePackage(again);
}, 120_000);

/** Reads an archive by its central directory, as unzip does. */
function unzipped(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const found = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20)));
    expect(crc32(content)).toBe(archive.readUInt32LE(at + 16));
    found.set(name, content);
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return found;
}

describe('an archive', () => {
  test('gives back what was put in, whatever the order, and is the same bytes each time', () => {
    const entries = [
      { path: 'index.mjs', content: Buffer.from('export const handler = 1;') },
      { path: 'chunks/ü.mjs', content: Buffer.alloc(100_000, 'x') },
      { path: 'empty', content: Buffer.alloc(0) },
    ];
    const read = unzipped(zip(entries));
    expect(read.size).toBe(3);
    for (const { path, content } of entries) expect(read.get(path)?.equals(content)).toBe(true);
    expect(zip(entries.toReversed()).equals(zip(entries))).toBe(true);
  });
});

describe('the package', () => {
  const templates = (): readonly (readonly [string, Template])[] =>
    files
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))]);

  test('is a zip and templates for one, two and three zones, with an endpoint or for one that exists', () => {
    expect(files.toSorted()).toEqual([
      'existing-endpoint-1-zone.parameters.json',
      'existing-endpoint-1-zone.template.json',
      'existing-endpoint-2-zones.parameters.json',
      'existing-endpoint-2-zones.template.json',
      'existing-endpoint-3-zones.parameters.json',
      'existing-endpoint-3-zones.template.json',
      'new-endpoint-1-zone.parameters.json',
      'new-endpoint-1-zone.template.json',
      'new-endpoint-2-zones.parameters.json',
      'new-endpoint-2-zones.template.json',
      'new-endpoint-3-zones.parameters.json',
      'new-endpoint-3-zones.template.json',
      expect.stringMatching(/^vpce-doctor-verify-\d+\.\d+\.\d+-[0-9a-f]{12}\.zip$/),
    ]);
    expect(readdirSync(folder).toSorted()).toEqual(files.toSorted());
  });

  test('has for each template a file with all its parameters, each with a value that the template takes', () => {
    for (const [file, { Parameters = {} }] of templates()) {
      const text = readFileSync(join(folder, file.replace('.template.', '.parameters.')), 'utf8');
      const given = JSON.parse(text) as { ParameterKey: string; ParameterValue: string }[];
      expect(given.map((one) => one.ParameterKey)).toEqual(Object.keys(Parameters));
      for (const { ParameterKey, ParameterValue } of given) {
        const { AllowedPattern = '.*', Type, MinLength = 0, Default } = Parameters[ParameterKey] ?? {};
        expect(ParameterValue).toMatch(new RegExp(`^(${AllowedPattern})$`));
        expect(ParameterValue.length).toBeGreaterThanOrEqual(Number(MinLength));
        if (Default === undefined) expect(ParameterValue).not.toBe('');
        const [, kind] = /EC2::(\w+)::Id/.exec(String(Type)) ?? [];
        const prefix = { Subnet: 'subnet-', SecurityGroup: 'sg-', VPC: 'vpc-' }[kind ?? ''];
        if (prefix) expect(ParameterValue.startsWith(prefix)).toBe(true);
      }
      expect(
        new Set(given.filter((one) => /SubnetId\d/.test(one.ParameterKey)).map((one) => one.ParameterValue)).size,
      ).toBe(Number(/(\d)-zone/.exec(file)?.[1]));
    }
  });

  test('is the same bytes each time', () => {
    for (const file of files)
      expect(readFileSync(join(again, file)).equals(readFileSync(join(folder, file)))).toBe(true);
  });

  test('has the bundle in its zip, file by file', () => {
    const bundle = fileURLToPath(new URL('../../dist/lambda', import.meta.url));
    const read = unzipped(readFileSync(join(folder, files.find((file) => file.endsWith('.zip')) ?? '')));
    expect([...read.keys()]).toContain('index.mjs');
    for (const [path, content] of read) expect(content.equals(readFileSync(join(bundle, path)))).toBe(true);
  });

  test('needs no bucket of the CDK, no lookup and no bootstrap', () => {
    for (const [, template] of templates()) {
      expect(JSON.stringify(template)).not.toMatch(/cdk-hnb659fds|BootstrapVersion|Custom::/);
      for (const { Code } of propertiesOf(template, 'AWS::Lambda::Function'))
        expect(Code).toEqual({ S3Bucket: { Ref: 'ArtifactBucket' }, S3Key: { Ref: 'ArtifactKey' } });
    }
  });

  test('has templates that `aws cloudformation deploy` takes without a bucket: 51,200 bytes at most', () => {
    for (const [file] of templates()) expect(readFileSync(join(folder, file)).length).toBeLessThan(51_200);
  });

  test('uses each parameter that a template declares, and declares each that it uses, with what it is', () => {
    for (const [, template] of templates()) {
      const { Parameters = {}, Resources = {}, Conditions, Outputs } = template;
      const text = JSON.stringify({ Resources, Conditions, Outputs });
      const used = new Set([...text.matchAll(/\{"Ref":"(\w+)"\}/g)].map(([, name = '']) => name));
      const declared = Object.keys(Parameters);
      expect(declared.filter((name) => !used.has(name))).toEqual([]);
      expect([...used].filter((name) => !declared.includes(name) && !Object.hasOwn(Resources, name))).toEqual([]);
      for (const parameter of Object.values(Parameters))
        expect(parameter.Description).toEqual(expect.stringMatching(/^[A-Z]/));
    }
  });

  test.each([1, 2, 3])('with an endpoint in %i zones has an interface and a verifier in each', (zones) => {
    const [, template] = templates().find(([file]) => file.startsWith(`new-endpoint-${zones}-`)) ?? ['', {}];
    const { SubnetIds } = resourceOf(template, 'AWS::EC2::VPCEndpoint').Properties;
    expect(SubnetIds).toHaveLength(zones);
    expect(resourcesOf(template, 'AWS::Lambda::Function')).toHaveLength(zones);
    expect(template.Outputs?.MonthlyEstimate?.Value).toContain(`${zones} AZ x 730 h`);
  });

  test('lets in up to four groups more, where they are given', () => {
    const [, template] = templates().find(([file]) => file.startsWith('new-endpoint-1-')) ?? ['', {}];
    const [first, ...others] = resourceOf(template, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupIngress;
    const rule = (id: number) => ({
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      SourceSecurityGroupId: { Ref: `ResourcesSecurityGroupId${id}` },
    });
    expect(first).toEqual(rule(1));
    expect(others).toEqual(
      [2, 3, 4, 5].map((id) => ({ 'Fn::If': [`HasGroup${id}`, rule(id), { Ref: 'AWS::NoValue' }] })),
    );
  });

  test("puts the canary under the workload's key, and seals it, where that is asked for", () => {
    for (const [, template] of templates()) {
      const key = { 'Fn::If': ['HasKmsKey', { Ref: 'KmsKeyArn' }, { Ref: 'AWS::NoValue' }] };
      expect(resourceOf(template, 'AWS::SecretsManager::Secret').Properties.KmsKeyId).toEqual(key);
      expect(resourceOf(template, 'AWS::IAM::Policy', 'KeyPolicy')).toMatchObject({ Condition: 'HasKmsKey' });
      expect(resourceOf(template, 'AWS::SecretsManager::ResourcePolicy')).toMatchObject({ Condition: 'SealsCanary' });
      expect(Object.keys(template.Conditions ?? {})).toEqual(expect.arrayContaining(['HasKmsKey', 'SealsCanary']));
    }
  });

  test("for somebody else's endpoint tells the verifiers its id and name, and makes none", () => {
    const [, template] = templates().find(([file]) => file.startsWith('existing-endpoint-1-')) ?? ['', {}];
    expect(resourcesOf(template, 'AWS::EC2::VPCEndpoint')).toEqual([]);
    const [{ Environment }] = propertiesOf(template, 'AWS::Lambda::Function');
    expect(JSON.parse(String(evaluated(Environment.Variables[VARIABLES.endpoint])))).toEqual({
      vpcEndpointId: 'VpcEndpointId',
      dnsNames: ['EndpointDnsName'],
      vpcCidrs: ['VpcCidr'],
    });
  });
});
