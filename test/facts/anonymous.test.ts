import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anonymousFacts } from '../../lib/facts/anonymous.ts';
import { anonymousAddresses } from '../../lib/facts/anonymous-addresses.ts';
import { mergeFacts } from '../../lib/facts/merge.ts';
import type { Facts } from '../../lib/model/facts.ts';
import { contains, parseAddress, parseCidr } from '../../lib/net/cidr.ts';
import { reportOf } from '../../lib/report/report.ts';
import { recordingOf } from '../lab/recordings.ts';
import { configured } from '../support/configuration.ts';
import { denied, environment, factsOf, refusal, target } from '../support/world.ts';

const MASK = 0x5b;
const anonymous = (facts: Facts): Facts => anonymousFacts(facts, MASK);

/** What a diagnosis is, whosever network it is about. */
const diagnosisOf = (facts: Facts) => {
  const { verdict, rootCause, predicted, observed, causes, undecided, passed, notApplicable, paths } = reportOf(facts);
  return {
    ...{ verdict, rootCause, predicted, observed, passed, notApplicable },
    undecided: undecided.map(({ codes }) => codes),
    causes: causes.map(({ code, severity, on, accountsFor, steps }) => ({
      ...{ code, severity, on: typeof on === 'string' ? on : on.length },
      accountsFor: accountsFor.map((one) => one.code),
      steps: steps.length,
    })),
    paths: paths.map(({ predicted: reach, owner, inVpc, hops }) => [
      reach,
      owner,
      inVpc,
      hops.map(({ effect }) => effect),
    ]),
  };
};

const recorded = readdirSync(new URL('../recordings', import.meta.url)).flatMap((name) => {
  const recording = recordingOf(name);
  return recording === null ? [] : [[name, recording] as const];
});

const IDS = /\b[a-z]{1,10}-[0-9a-f]{8,17}\b|\b\d{12}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
const textsOf = (facts: Facts): string =>
  JSON.stringify(facts, (_, value) => (typeof value === 'number' ? undefined : value));
const idsIn = (facts: Facts): readonly string[] => [...new Set(textsOf(facts).match(IDS) ?? [])];

describe('an anonymous recording', () => {
  test('of every recorded world leads to the same diagnosis, from each vantage and both', () => {
    const wrong = recorded.flatMap(([name, { inside, outside }]) =>
      Object.entries({ inside, outside, both: mergeFacts(inside, outside) }).flatMap(([vantage, facts]) => {
        const [before, after] = [facts, anonymous(facts)].map((one) => JSON.stringify(diagnosisOf(one)));
        return before === after ? [] : [`${name} ${vantage}: ${before} became ${after}`];
      }),
    );
    expect(recorded.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  test('still shows that an ARN ends in other characters than the secret has', () => {
    const start = 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:prod/db-';
    const askingFor = (ending: string) =>
      anonymous(
        factsOf(
          configured({
            target: target({ secretId: `${start}${ending}` }),
            secret: refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret."),
            secretDescription: { arn: `${start}NewOne`, kmsKeyId: null, deletedDate: null },
          }),
        ),
      );
    expect(reportOf(askingFor('OldOne')).rootCause).toBe('secret/arn-suffix');
    expect(textsOf(askingFor('OldOne'))).not.toMatch(/OldOne|NewOne|prod\/db/);
    // What may be a word of a name is one afterwards.
    expect(reportOf(askingFor('config')).rootCause).toBe('secret/not-found');
    expect(textsOf(askingFor('config'))).not.toMatch(/config\b|NewOne|prod\/db/);
  });

  test('of every recorded world has none of its ids and accounts', () => {
    const kept = recorded.flatMap(([name, { inside, outside }]) => {
      const facts = mergeFacts(inside, outside);
      const after = textsOf(anonymous(facts));
      return idsIn(facts).flatMap((id) => (after.includes(id) ? [`${name}: ${id}`] : []));
    });
    expect(kept).toEqual([]);
  });

  test('has none of the names that people gave', () => {
    const facts = factsOf(
      configured({
        target: target({ secretId: 'acme-payroll/db' }),
        vantage: { kind: 'live', place: 'inside', functionName: 'acme-verify', accountId: '111122223333' },
        environment: environment({
          proxies: [{ variable: 'HTTPS_PROXY', host: 'proxy.acme.example:3128' }],
          noProxy: ['intranet.acme.example'],
          extraAuthorities: { file: '/etc/acme/ca.pem', isReadable: true },
        }),
        secret: denied('because no identity-based policy allows the secretsmanager:GetSecretValue action', {
          message:
            'User: arn:aws:sts::111122223333:assumed-role/acme-role/acme-session is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-2:111122223333:secret:acme-payroll/db-AbCdEf because no identity-based policy allows the secretsmanager:GetSecretValue action',
        }),
        secretDescription: {
          arn: 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:acme-payroll/db-AbCdEf',
          kmsKeyId: 'alias/acme-key',
          deletedDate: null,
        },
        vpcEndpoints: {
          state: 'unseen',
          why: 'failed',
          detail: 'the function acme-verify of arn:aws:iam::111122223333:role/acme-role was asked',
        },
      }),
    );
    const after = anonymous(facts);
    expect(JSON.stringify(after)).not.toMatch(/acme|111122223333/i);
    expect(JSON.stringify(diagnosisOf(after))).toBe(JSON.stringify(diagnosisOf(facts)));
  });

  test.each(['sync-amazon-orders', 'feed', 'dead.beef', 'shop.aws'])(
    'has no name that looks like one of AWS: %s',
    (name) => {
      const facts = factsOf(
        configured({
          vantage: { kind: 'live', place: 'inside', functionName: name, accountId: '111122223333' },
          environment: environment({ noProxy: [name] }),
        }),
      );
      expect(JSON.stringify(anonymous(facts))).not.toContain(name);
    },
  );

  test('has no part of a user whose name has a comma', () => {
    const message = 'User: arn:aws:iam::111122223333:user/doe,jane is not authorized';
    const facts = factsOf(configured({ secret: denied('because', { message }) }));
    expect(JSON.stringify(anonymous(facts))).not.toMatch(/doe|jane/);
  });

  test('says the same thing by the same token wherever it stands, and twice the same', () => {
    const facts = factsOf(configured());
    const after = anonymous(facts);
    expect(anonymous(facts)).toEqual(after);
    const [run] = after.runs;
    const [endpoint] = Object.keys(after.inventory.resources.vpcEndpoints);
    expect(run?.target.endpoint.vpcEndpointId).toBe(endpoint);
    expect(run?.target.endpoint.dnsNames[0]).toContain(endpoint);
  });
});

describe('anonymous addresses', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const v4 = fc.tuple(byte, byte, byte, byte).map((bytes) => bytes.join('.'));
  const mask = fc.integer({ min: 1, max: 255 });

  test('are in the same blocks as before', () => {
    fc.assert(
      fc.property(v4, v4, fc.integer({ min: 0, max: 32 }), mask, (one, other, length, by) => {
        const move = anonymousAddresses(by);
        const isIn = (address: string, cidr: string): boolean => {
          const [block, value] = [parseCidr(cidr), parseAddress(address)];
          if (!block || !value) throw new Error(`${cidr}, ${address}`);
          return contains(block, value);
        };
        expect(isIn(move(one), move(`${other}/${length}`))).toBe(isIn(one, `${other}/${length}`));
        expect(isIn(move(one), move(`${one}/${length}`))).toBe(true);
      }),
    );
  });

  test.each([
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '100.64.0.0/10',
    '169.254.0.0/16',
    '0.0.0.0/0',
    'fc00::/7',
  ])('of %s stay there, and nobody else comes in', (range) => {
    fc.assert(
      fc.property(v4, mask, (address, by) => {
        const move = anonymousAddresses(by);
        const block = parseCidr(range);
        const [before, after] = [parseAddress(address), parseAddress(move(address))];
        if (!block || !before || !after) throw new Error(address);
        expect(contains(block, after)).toBe(contains(block, before));
        expect(move(range)).toBe(range);
      }),
    );
  });

  test('with a meaning of their own do not change', () => {
    const move = anonymousAddresses(0xff);
    const kept = [
      '169.254.169.253',
      '127.0.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '::1',
      'fe80::1',
      'fd00:ec2::253',
      '0.0.0.0/0',
      '::/0',
    ];
    expect(kept.map(move)).toEqual(kept);
  });

  test('keep their last bytes, and those behind NAT64 move as the addresses that they stand for', () => {
    const move = anonymousAddresses(0x21);
    expect(move('10.0.0.2')).toBe('10.33.0.2');
    expect(move('64:ff9b::a00:2')).toBe('64:ff9b::a21:2');
    expect(move('from 10.0.1.100 to 10.0.0.0/16, and 12:30:01')).toBe('from 10.33.1.100 to 10.33.0.0/16, and 12:30:01');
    expect(move('2001:db8:0:107::20')).not.toBe('2001:db8:0:107::20');
  });
});
