// Prints what the rulings in the folder that it is given say of the cases on its standard input.
import { json } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { type Case, predictionsBy } from './predictions.ts';

const folder = pathToFileURL(`${process.argv[2]}/`);
const load = (file: string) => import(new URL(file, folder).href);
const [path, places, range] = await Promise.all([
  load('evaluate/network/path.ts'),
  load('evaluate/network/places.ts'),
  load('net/range.ts'),
]);
const rulings = { evaluatePath: path.evaluatePath, placesOf: places.placesOf, portRange: range.portRange };
const cases = (await json(process.stdin)) as readonly Case[];
process.stdout.write(JSON.stringify(cases.map((one) => predictionsBy(rulings, one))));
