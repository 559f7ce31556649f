// Measures what the verifier costs beside the bare call: `npm run bench`, with `-- --json` for programs. All in one run and interleaved, so that
// a machine whose speed drifts is slow on both sides; what counts are the ratios.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { PATIENCE_MS } from '../../lib/model/patience.ts';
import { labSupport, MEMORY_SIZES, type MemorySize } from '../lab/lab.ts';
import { figuresOf, type Program } from './lab-figures.ts';
import { analysisMs, bundleBytes, emptyNodeMs, helpMs } from './local-figures.ts';
import { collectRows, median, type Row } from './rows.ts';
import { type TargetResult, targetsOf } from './targets.ts';

const { values: given } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    sizes: { type: 'string', default: MEMORY_SIZES.join(',') },
  },
});

/** One fault for each thing that is waited for, and the wait that its diagnosis takes. */
const FAULTS = {
  'endpoint-group-closed': PATIENCE_MS.tcp,
  'resolver-silent': PATIENCE_MS.dns,
  'tls-silent': PATIENCE_MS.tls,
  'service-silent': PATIENCE_MS.api,
  'public-answer-nat': 0,
} as const;

const WARM_EVENTS = 8;
const FAULT_SIZE_MB = 256;

async function measure(rounds: number, sizes: readonly MemorySize[]): Promise<readonly Row[]> {
  const rows = collectRows();
  const add = async (name: string, program: Program, memoryMb: MemorySize, suffix = '') => {
    const { coldMs, warmMs } = await figuresOf(name, program, memoryMb, WARM_EVENTS);
    if (suffix === '') rows.add({ what: `${program} cold`, memoryMb, unit: 'ms' }, coldMs);
    rows.add({ what: `${program} warm${suffix}`, memoryMb, unit: 'ms' }, ...warmMs);
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const size of sizes) {
      await add('healthy-two-zones', 'bare', size);
      await add('healthy-two-zones', 'schedule', size);
      await add('healthy-three-zones', 'schedule', size, ', three zones');
      if (round === 0) await add('healthy-two-zones', 'report', size);
    }
    rows.add({ what: 'node -e 0', memoryMb: null, unit: 'ms' }, emptyNodeMs(), emptyNodeMs());
    rows.add({ what: 'vpce-doctor --help', memoryMb: null, unit: 'ms' }, helpMs(), helpMs());
    rows.add({ what: 'analysis, 1,000 rules', memoryMb: null, unit: 'ms' }, analysisMs(1_000));
  }
  for (const [name, limitMs] of Object.entries(FAULTS)) {
    const { warmMs } = await figuresOf(name, 'schedule', FAULT_SIZE_MB, 1);
    rows.add({ what: name, memoryMb: FAULT_SIZE_MB, unit: 'ms', limitMs }, ...warmMs);
  }
  rows.add({ what: 'analysis, 10,000 rules', memoryMb: null, unit: 'ms' }, analysisMs(10_000));
  const bytes = bundleBytes();
  rows.add({ what: 'bytes, verifier', memoryMb: null, unit: 'bytes' }, bytes.verifier);
  rows.add({ what: 'bytes, bare', memoryMb: null, unit: 'bytes' }, bytes.bare);
  return rows.all();
}

const shown = (value: number): string => Math.round(value).toLocaleString('en-US');

function tableOf(rows: readonly Row[], targets: readonly TargetResult[]): string {
  const lines = rows.map(({ what, memoryMb, unit, values }) => {
    const range = values.length > 1 ? `${shown(Math.min(...values))} to ${shown(Math.max(...values))}` : '';
    const size = memoryMb === null ? '' : `${memoryMb} MB`;
    return `${what.padEnd(30)} ${size.padStart(7)} ${shown(median(values)).padStart(9)} ${unit.padEnd(5)}  ${range}`;
  });
  const verdicts = targets.map(
    ({ name, value, target, met }) =>
      `${met ? '✓' : '✗'} ${name.padEnd(52)} ${String(value).padStart(9)}  target ${target}`,
  );
  return `${lines.join('\n')}\n\n${verdicts.join('\n')}\n`;
}

const { filters } = labSupport();
if (filters !== true) throw new Error(`the bench needs the simulated VPC: ${filters}`);
const sizes = MEMORY_SIZES.filter((size) => given.sizes.split(',').includes(String(size)));
const rows = await measure(Number(given.rounds), sizes);
const targets = targetsOf(rows, sizes);
const machine = { processors: cpus().length, model: cpus()[0]?.model ?? 'unknown', node: process.version };
process.stdout.write(
  given.json
    ? `${JSON.stringify({ machine, rows, targets }, null, 2)}\n`
    : `${machine.processors} × ${machine.model}, Node ${machine.node}; medians\n\n${tableOf(rows, targets)}`,
);
