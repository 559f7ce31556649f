// Draws docs/images/path.svg from a recorded report: `npm run docs`. A test keeps it true.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Report } from '../lib/model/report.ts';
import type { ReportedHop } from '../lib/model/reported-hop.ts';
import { sayHop } from '../lib/words/hop.ts';

const REPORT = new URL('../test/cases/endpoint-group-closed/report.json', import.meta.url);
const PICTURE = new URL('../docs/images/path.svg', import.meta.url);

const STEP = 132;
const WIDTH = 852;
const FORWARD_Y = 72;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const textAt = (x: number, y: number, text: string, more = ''): string =>
  `  <text x="${x}" y="${y}"${more}>${escaped(text)}</text>`;

const xOf = (index: number): number => 22 + index * STEP;

/** A hop: a circle with its sign, or an octagon where it blocks, with whose it is above and the rule below. */
function hopAt(hop: ReportedHop, index: number): string {
  const x = xOf(index + 1);
  const blocks = hop.effect === 'deny';
  const octagon = [-7, 7].flatMap((a) => [-17, 17].map((b) => [a, b] as const));
  const corners = [...octagon, ...octagon.map(([a, b]) => [b, a] as const)].toSorted(
    ([x1, y1], [x2, y2]) => Math.atan2(y1, x1) - Math.atan2(y2, x2),
  );
  const shape = blocks
    ? `  <polygon class="blocks" points="${corners.map(([dx, dy]) => `${x + dx},${FORWARD_Y + dy}`).join(' ')}"/>`
    : `  <circle class="passes" cx="${x}" cy="${FORWARD_Y}" r="15"/>`;
  const [whose = '', ...what] = sayHop(hop).split(' ');
  const [id = '?'] = hop.resources;
  return [
    shape,
    textAt(x, FORWARD_Y + 5, blocks ? '✗' : '✓', ' class="sign"'),
    textAt(x, FORWARD_Y - 40, whose),
    textAt(x, FORWARD_Y - 25, what.join(' ')),
    textAt(x, FORWARD_Y + 38, `${id.slice(0, 11)}…`, ' class="id"'),
  ].join('\n');
}

/** The path of the request by configuration, up to the rule that blocks it, as SVG. */
export function pathPicture(report: Report): string {
  const path = report.paths.find(({ hops }) => hops.some(({ effect }) => effect === 'deny'));
  if (!path) throw new Error('the recorded report has no path that is blocked');
  const forward = path.hops.filter(({ leg }) => leg === 'forward');
  const at = forward.findIndex(({ effect }) => effect === 'deny');
  const root = report.causes.find(({ code }) => code === report.rootCause);
  const blockedX = xOf(at + 1);
  const endpointX = xOf(forward.length + 1) - 46;
  const title = `The path from a client to the endpoint: ${root?.title ?? report.verdict}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} 178" role="img" aria-labelledby="title">
  <title id="title">${escaped(title)}</title>
  <style>
    text { font: 12px system-ui, sans-serif; text-anchor: middle; fill: #1f2328; }
    .sign { font-weight: bold; fill: #fff; } .id { font: 11px ui-monospace, monospace; fill: #59636e; }
    .passes { fill: #1a7f37; } .blocks { fill: #cf222e; } .box { fill: none; stroke: #59636e; }
    .line { stroke: #1a7f37; stroke-width: 3; } .never { stroke: #59636e; stroke-width: 2; stroke-dasharray: 3 5; }
    .why { font-weight: bold; fill: #cf222e; }
    @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .id { fill: #9198a1; } .why { fill: #ff7b72; } .box { stroke: #9198a1; } }
  </style>
  <line class="line" x1="76" y1="${FORWARD_Y}" x2="${blockedX - 18}" y2="${FORWARD_Y}"/>
  <line class="never" x1="${blockedX + 20}" y1="${FORWARD_Y}" x2="${endpointX}" y2="${FORWARD_Y}"/>
  <rect class="box" x="8" y="${FORWARD_Y - 24}" width="68" height="48" rx="6"/>
${textAt(42, FORWARD_Y + 4, 'client')}
${forward.map(hopAt).join('\n')}
  <rect class="box" x="${endpointX}" y="${FORWARD_Y - 24}" width="76" height="48" rx="6"/>
${textAt(endpointX + 38, FORWARD_Y + 4, 'endpoint')}
${textAt(WIDTH / 2, 144, root?.summary.split(';')[0] ?? '', ' class="why"')}
${textAt(WIDTH / 2, 166, `Packets: no answer from ${path.address}. Reply: the rules would let it pass.`)}
</svg>
`;
}

/** The picture of the recorded report. */
export const recordedPicture = (): string => pathPicture(JSON.parse(readFileSync(REPORT, 'utf8')) as Report);

if (import.meta.main) writeFileSync(PICTURE, recordedPicture());
