import findings from '#findings';
import { CHECKED_CODES, type Code, UNCHECKED_CODES } from '../model/codes.ts';
import { UsageError } from '../model/errors.ts';
import { layerRank } from '../model/layer.ts';
import { type Command, parseCommandLine } from './command.ts';
import type { Io } from './io.ts';

const help = `vpce-doctor explain: what a finding means, how to confirm it, how to fix it

  vpce-doctor explain dns/public-answer
  vpce-doctor explain dns                   the codes of a layer, a line each
  vpce-doctor explain                       every code; those that are candidates and not checked yet say so
`;

async function run(args: readonly string[], { stdout }: Io): Promise<number> {
  const { positionals } = parseCommandLine(args, {});
  if (positionals.length > 1) throw new UsageError('one code at a time');
  const [code] = positionals;
  stdout.write(code === undefined ? list(CODES) : page(code));
  return 0;
}

const CODES: readonly Code[] = [...CHECKED_CODES, ...UNCHECKED_CODES].toSorted((a, b) => layerRank(a) - layerRank(b));

const isUnchecked = (code: Code): boolean => (UNCHECKED_CODES as readonly Code[]).includes(code);

/** A page's first line is its title. */
const titleOf = (code: Code): string => findings(code).slice(2).split('\n', 1)[0] ?? '';

function list(codes: readonly Code[]): string {
  const width = Math.max(...codes.map((code) => code.length));
  return codes
    .map((code) => `${code.padEnd(width)}  ${titleOf(code)}${isUnchecked(code) ? ' (not checked yet)' : ''}\n`)
    .join('');
}

/** The page of a code, or the codes of a layer. */
function page(asked: string): string {
  const code = CODES.find((one) => one === asked);
  if (code) return findings(code);
  const ofLayer = CODES.filter((one) => one.startsWith(`${asked}/`));
  if (ofLayer.length > 0) return list(ofLayer);
  const near = CODES.filter((one) => one.endsWith(`/${asked}`) || one.startsWith(`${asked.split('/')[0]}/`));
  throw new UsageError(
    `there is no finding "${asked}"; ${near.length > 0 ? `near it are ${near.join(', ')}` : 'explain without a code lists them all'}`,
  );
}

export default { help, run } satisfies Command;
