import { mergeFacts } from '../diagnose/merge.ts';
import { EPHEMERAL_PORTS } from '../diagnose/predicted-paths.ts';
import { evaluatePath, type Place } from '../evaluate/network/path.ts';
import { placesOf } from '../evaluate/network/places.ts';
import { type DescribeFile, importDescribeOutput } from '../gather/import/describe-output.ts';
import { readJsonFiles } from '../gather/import/read-json.ts';
import { meansFacts, parseRecordedFacts } from '../gather/import/recorded-facts.ts';
import type { NetworkConfiguration } from '../model/aws.ts';
import { UsageError } from '../model/errors.ts';
import type { Facts } from '../model/facts.ts';
import type { Reachability } from '../model/reachability.ts';
import { exitCodeOf } from '../report/exit-code.ts';
import { pathReportOf } from '../report/path-report.ts';
import { RENDERERS } from '../report/render/index.ts';
import renderPathText from '../report/render/path-text.ts';
import { plain } from '../report/render/plain.ts';
import { crashesOn, reportOf } from '../report/report.ts';
import { type Command, parseClientKind, parseCommandLine, parseFormat } from './command.ts';
import type { Io } from './io.ts';
import { tellCrashes } from './tell-crashes.ts';
import { terminalPaint } from './terminal-paint.ts';

const help = `vpce-doctor analyze: offline, from files. No packet is sent, no AWS API is called

  vpce-doctor analyze facts.json                      what verify --record or inspect --record wrote, judged again
  vpce-doctor analyze inside.json outside.json        both together: the symptom and the rule behind it
  vpce-doctor analyze sg.json acl.json rtb.json subnets.json eni.json --from eni-0aaa --to vpce-0bbb --port 443
  vpce-doctor analyze described/ --from 10.0.7.0/24 --to 10.0.1.100 --port 443 --client linux

Files of configuration are the output of "aws ec2 describe-security-groups", "describe-security-group-rules", "describe-network-acls",
"describe-route-tables", "describe-subnets", "describe-network-interfaces", "describe-vpc-endpoints",
"describe-prefix-lists" and "get-managed-prefix-list-entries": any of them, under any name. What a missing file would have said is "unknown".

  --from, --to            a network interface, address, CIDR, subnet, or (--to) a VPC endpoint
  --port N                the port that the client calls
  --protocol tcp|udp      default: tcp
  --client KIND           whose ephemeral ports replies go to: lambda (1024-65535, default), linux (32768-61000), windows (49152-65535)
  --format text|json      default: text

Exit codes: 0 open · 1 closed · 2 mixed or unknown; for recorded facts those of verify
`;

const EXIT_BY_REACH: Readonly<Record<Reachability, number>> = { open: 0, closed: 1, mixed: 2, unknown: 2 };

async function run(args: readonly string[], { stdout, stderr, env }: Io): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    from: { type: 'string' },
    to: { type: 'string' },
    port: { type: 'string' },
    protocol: { type: 'string' },
    client: { type: 'string' },
    format: { type: 'string', default: 'text' },
  } as const);
  if (positionals.length === 0) throw new UsageError('name at least one file or folder to analyze');
  const format = parseFormat(values.format);
  const files = await readJsonFiles(positionals);
  if (files.some(({ content }) => meansFacts(content))) {
    refusePathOptions(values);
    const facts = factsIn(files);
    const report = reportOf(facts);
    stdout.write(RENDERERS[format](report, terminalPaint(stdout, env)));
    tellCrashes(crashesOn(facts), stderr);
    return exitCodeOf(report);
  }
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`a ruling on one path is given as text or json, not as ${format}`);
  const { from, to, port } = values;
  if (from === undefined || to === undefined || port === undefined) {
    throw new UsageError('for files of configuration, --from, --to and --port say which path to rule on');
  }
  const { configuration, warnings } = importDescribeOutput(files);
  const flow = {
    protocol: parseProtocol(values.protocol ?? 'tcp'),
    port: parsePort(port),
    sourcePorts: EPHEMERAL_PORTS[parseClientKind(values.client ?? 'lambda')],
  };
  const evaluations = pairsOf(from, to, configuration).map(([source, destination]) =>
    evaluatePath({ source, destination, ...flow }, configuration),
  );
  const report = pathReportOf(evaluations, warnings);
  if (format === 'json') for (const warning of warnings) stderr.write(`warning: ${plain(warning)}\n`);
  stdout.write(
    format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : renderPathText(report, terminalPaint(stdout, env)),
  );
  return EXIT_BY_REACH[report.predicted];
}

/** Recorded facts say themselves from where to where: an option that would say it again is a mistake and not ignored. */
function refusePathOptions(values: Readonly<Record<string, string | undefined>>): void {
  const given = ['from', 'to', 'port', 'protocol', 'client'].filter((name) => values[name] !== undefined);
  if (given.length > 0)
    throw new UsageError(
      `${given.map((name) => `--${name}`).join(', ')}: for files of configuration alone; recorded facts say themselves whose path they are about`,
    );
}

/** One recording, or one from inside and one from outside as one world. */
function factsIn(files: readonly DescribeFile[]): Facts {
  const all = files.map(({ content, name }) => parseRecordedFacts(content, name));
  const [first, second, ...others] = all;
  if (first && !second) return first;
  const inside = all.find((facts) => placeOf(facts) === 'inside');
  const outside = all.find((facts) => placeOf(facts) === 'outside');
  if (!inside || !outside || others.length > 0)
    throw new UsageError('of recorded facts give one, or two: one from inside (verify) and one from outside (inspect)');
  return mergeFacts(inside, outside);
}

const placeOf = ({ observations: { vantage } }: Facts): string | null =>
  vantage.state === 'seen' ? vantage.value.place : null;

function pairsOf(from: string, to: string, configuration: NetworkConfiguration): readonly (readonly [Place, Place])[] {
  const [sources, destinations] = [placesOf(from, configuration), placesOf(to, configuration)];
  if ('missing' in sources) throw new UsageError(`--from: ${sources.missing}`);
  if ('missing' in destinations) throw new UsageError(`--to: ${destinations.missing}`);
  const pairs = sources.flatMap((one) => destinations.map((other) => [one, other] as const));
  const sameFamily = pairs.filter(([one, other]) => one.addresses.family === other.addresses.family);
  if (sameFamily.length === 0) throw new UsageError('--from and --to have addresses of different families');
  return sameFamily;
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new UsageError(`--port takes a number from 1 to 65535, not "${text}"`);
}

function parseProtocol(text: string): string {
  if (text === 'tcp' || text === 'udp') return text;
  throw new UsageError(`--protocol takes tcp or udp, not "${text}"`);
}

export default { help, run } satisfies Command;
