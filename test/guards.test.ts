import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { VARIABLES } from '../lib/model/verifier-environment.ts';
import { VERSION } from '../lib/version.ts';
import { filesIn, ROOT, read, SOURCES } from './support/sources.ts';

/** What all of the library may speak in. */
const CORE = ['lib/model', 'lib/net', 'lib/services'];

describe('layers', () => {
  /** What each part of the project may import from the others, and why nothing more. */
  const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
    // Addresses and ranges, for everyone.
    'lib/net': [],
    // The words that everyone speaks, as schemas where a file may hold them.
    'lib/model': ['lib/net'],
    // What is one service's own, as values.
    'lib/services': ['lib/model'],
    // What AWS would do, as data; sentences are made elsewhere.
    'lib/evaluate': ['lib/model', 'lib/net'],
    // What errors mean: the one dictionary of probes and checks.
    'lib/errors': ['lib/model', 'lib/services', 'lib/evaluate'],
    // Many runs and one inventory: made, merged, seen as one run sees them.
    'lib/facts': ['lib/model', 'lib/net', 'lib/services'],
    // Data becomes sentences here alone, and no code reads them.
    'lib/words': ['lib/model', 'lib/net'],
    // The core judges facts; where they come from and how the result looks are not its business.
    'lib/diagnose': [...CORE, 'lib/evaluate', 'lib/errors', 'lib/words', 'lib/facts'],
    'lib/report': [...CORE, 'lib/evaluate', 'lib/words', 'lib/facts', 'lib/diagnose'],
    // The shell looks, and judges nothing: it calls nobody above it. Why no call could be signed is one sentence, whoever says it.
    'lib/gather': [...CORE, 'lib/version', 'lib/errors', 'lib/facts', 'lib/words/credentials'],
    // Who looks at what next is decided here, by what the core says of what was seen.
    'lib/run': [...CORE, 'lib/version', 'lib/evaluate', 'lib/facts', 'lib/gather', 'lib/diagnose', 'lib/report'],
    'lib/cli': [
      ...CORE,
      'lib/words',
      'lib/version',
      'lib/facts',
      'lib/gather',
      'lib/run',
      'lib/report',
      '#lab',
      '#findings',
      '#schemas',
      '#sample',
    ],
    functions: ['lib/model', 'lib/net', 'lib/services', 'lib/facts', 'lib/gather', 'lib/run', 'lib/report'],
    // What is deployed is described and not run here: words, how mistakes are said, what a CIDR is, how a command ends.
    infra: ['lib/model', 'lib/version', 'lib/gather/target-of', 'lib/net', 'lib/report/exit-code'],
  };

  const importsOf = (file: string): readonly string[] =>
    [...read(file).matchAll(/^(?:import|export|\}).* from '([^']+)';$|^import '([^']+)';$|import\('([^']+)'\)/gm)]
      .map(([, named, bare, loaded = '']) => named ?? bare ?? loaded)
      .map((specifier) =>
        specifier.startsWith('.') ? new URL(specifier, `file:///${file}`).pathname.slice(1) : specifier,
      );

  const isWithin = (specifier: string, part: string): boolean =>
    specifier === part || specifier.startsWith(`${part}/`) || specifier === `${part}.ts`;

  test('each file imports only what its layer may', () => {
    const wrong = SOURCES.filter((file) => file !== 'lib/version.ts').flatMap((file) => {
      const layer = Object.keys(MAY_IMPORT).find((one) => file.startsWith(`${one}/`));
      if (layer === undefined) return [`${file} is in no layer`];
      const allowed = [layer, ...(MAY_IMPORT[layer] ?? [])];
      return importsOf(file)
        .filter((specifier) => /^(lib|functions|test|#)/.test(specifier))
        .filter((specifier) => !allowed.some((part) => isWithin(specifier, part)))
        .map((specifier) => `${file} imports ${specifier}`);
    });
    expect(wrong).toEqual([]);
  });

  test('no circle of imports', () => {
    const importedBy = new Map(
      SOURCES.map((file) => [file, importsOf(file).filter((specifier) => SOURCES.includes(specifier))]),
    );
    const done = new Set<string>();
    const circleFrom = (file: string, above: readonly string[]): readonly string[] => {
      if (above.includes(file)) return [[...above.slice(above.indexOf(file)), file].join(' > ')];
      if (done.has(file)) return [];
      const found = (importedBy.get(file) ?? []).flatMap((next) => circleFrom(next, [...above, file]));
      done.add(file);
      return found;
    };
    expect(SOURCES.flatMap((file) => circleFrom(file, []))).toEqual([]);
  });

  test('no file of the product is longer than can be read in one sitting', () => {
    expect(SOURCES.filter((file) => read(file).split('\n').length > 201)).toEqual([]);
  });

  test('nothing but infra/ needs the CDK', () => {
    const wrong = SOURCES.filter((file) => !file.startsWith('infra/')).filter((file) =>
      importsOf(file).some((specifier) => /^(aws-cdk-lib|constructs|cdk-nag)/.test(specifier)),
    );
    expect(wrong).toEqual([]);
  });

  /** Shapes are said in it, and it does nothing by itself. */
  const SCHEMAS = 'valibot';

  test('the core is pure: no I/O, no clock, no randomness, no environment', () => {
    const IMPURE =
      /\b(process\.|performance\.|Date\.now|new Date\(\)|Math\.random|setTimeout\(|setInterval\(|fetch\(|console\.|globalThis)/;
    const wrong = SOURCES.filter((file) =>
      /^lib\/(model|services|net|evaluate|errors|facts|words|diagnose|report)\//.test(file),
    ).filter(
      (file) =>
        IMPURE.test(read(file)) ||
        importsOf(file).some((specifier) => !specifier.startsWith('lib/') && specifier !== SCHEMAS),
    );
    expect(wrong).toEqual([]);
  });
});

describe('services', () => {
  /** Where a service is named: its values, and the lists of them. */
  const NAMES_SERVICES = /(^|\/)services\/(secretsmanager(\.ts|\/)|index\.ts$)/;

  test('are named by their values alone', () => {
    const NAMES = /secrets?[ -]?manager|GetSecretValue|DescribeSecret/i;
    const named = SOURCES.filter((file) => /^(lib|functions)\//.test(file))
      .filter((file) => !NAMES_SERVICES.test(file))
      .filter((file) => NAMES.test(read(file).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm, '')));
    expect(named).toEqual([]);
  });
});

describe('sentences', () => {
  test('are read by nobody: no code looks into what words/ made', () => {
    const READS =
      /\b(shows|detail|because|summary|healthy|title)\??\.(includes|startsWith|endsWith|match|split|replace|slice|search|indexOf)\(|\.(test|exec)\((\w+\.)*(shows|detail|because|summary|rule)\b/;
    expect(SOURCES.filter((file) => READS.test(read(file)))).toEqual([]);
  });
});

describe('a new fact', () => {
  const FACT = /dhcp-?options/i;

  test('touches the six places that CONTRIBUTING.md shows, and no other', () => {
    const [, listed = ''] = /<!-- the places of dhcpOptions -->\n([\s\S]*?)\n\n/.exec(read('CONTRIBUTING.md')) ?? [];
    const places = [...listed.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => file);
    const touched = SOURCES.filter((file) => FACT.test(file) || FACT.test(read(file)));
    // Checks use facts, error names are the API's own, and schema 1 gets no new facts.
    const others = touched.filter(
      (file) => !/^lib\/(diagnose\/(checks|steps|looks)|errors)\b|facts-schema-1/.test(file),
    );
    expect(places).toHaveLength(6);
    expect(others.toSorted()).toEqual(places.toSorted());
  });
});

describe('the project', () => {
  test('package.json and the code agree on the version', () => {
    expect(JSON.parse(read('package.json')).version).toBe(VERSION);
  });

  test('no file exports something named then, which would make a promise of the module', () => {
    expect(SOURCES.filter((file) => /export (async )?(function|const) then\b/.test(read(file)))).toEqual([]);
  });

  test('no test has a limit on wall-clock time, a retry, or a focus', () => {
    const tests = filesIn('test', '.test.ts').map((file) => `test/${file}.test.ts`);
    const MEASURES =
      /performance\.now\(\) - |expect\([^)]*[tT]ookMs\)\.toBeLess|retryTimes|\b(test|it|describe)\.only\(/;
    expect(tests.filter((file) => file !== 'test/guards.test.ts' && MEASURES.test(read(file)))).toEqual([]);
  });

  test("one module spells the variables of a verifier's environment, and docs/reference.md describes them all", () => {
    const SPELL: readonly string[] = [
      // People read them there.
      'lib/cli/verify.ts',
      'lib/model/verifier-environment.ts',
      'test/functions/verify.test.ts',
      'test/guards.test.ts',
    ];
    const files = [...SOURCES, ...filesIn('test', '.ts').map((file) => `test/${file}.ts`)];
    expect(files.filter((file) => read(file).includes('VPCE_DOCTOR_'))).toEqual(SPELL);
    expect([...new Set(read('docs/reference.md').match(/VPCE_DOCTOR_\w+/g))].toSorted()).toEqual(
      Object.values(VARIABLES).toSorted(),
    );
  });

  test('nothing that is printed or written runs a package of that name from npm', () => {
    const pages = ['README', 'CONTRIBUTING', ...filesIn('docs', '.md').map((file) => `docs/${file}`)];
    const texts = [...SOURCES, ...pages.map((page) => `${page}.md`)];
    expect(
      texts.filter((file) => /\b(npx|npm exec|npm install -g|bunx|pnpm dlx) vpce-doctor\b/.test(read(file))),
    ).toEqual([]);
  });

  test('every dependency has an exact version', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'));
    for (const version of Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  test('every link in a page leads to a file', () => {
    const pages = ['README', 'CONTRIBUTING', 'CHANGELOG', ...filesIn('docs', '.md').map((file) => `docs/${file}`)];
    const links = pages.flatMap((page) =>
      [...read(`${page}.md`).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) =>
        new URL(link, `file:///${page}.md`).pathname.slice(1),
      ),
    );
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect(() => readdirOrFile(link)).not.toThrow();
  });

  test('every script that README.md and the documentation promise exists', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const pages = ['README.md', 'CONTRIBUTING.md', ...filesIn('docs', '.md').map((file) => `docs/${file}.md`)];
    const promised = pages.flatMap((page) =>
      [...read(page).matchAll(/npm run (?!-)([\w:-]+)/g)].map(([, script = '']) => script),
    );
    expect(promised.filter((script) => !Object.keys(scripts).includes(script))).toEqual([]);
  });
});

function readdirOrFile(path: string): void {
  try {
    readFileSync(ROOT + path);
  } catch {
    readdirSync(ROOT + path);
  }
}
