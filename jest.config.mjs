// One project a kind of test, so that each script runs what it promises (package.json, CONTRIBUTING.md).
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.mjs' },
  moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  restoreMocks: true,
  errorOnDeprecated: true,
};

const built = { globalSetup: '<rootDir>/test/support/build.mjs' };

/** Folders of tests that need more than this process. */
const KINDS = ['processes', 'infra', 'live', 'real'];
const ALL = ['live/all', 'infra/live', 'real'];

const project = (displayName, testMatch, more = {}) => ({ ...common, displayName, testMatch, ...more });

export default {
  projects: [
    // No lab, no CDK, no process.
    project('unit', ['<rootDir>/test/**/*.test.ts'], {
      testPathIgnorePatterns: KINDS.map((kind) => `<rootDir>/test/${kind}/`),
    }),
    // What only a process of its own can show.
    project('processes', ['<rootDir>/test/processes/**/*.test.ts'], built),
    project('infra', ['<rootDir>/test/infra/*.test.ts'], built),
    // The simulated VPC, in every topology and with every class of fault.
    project('live', ['<rootDir>/test/live/*.test.ts'], built),
    // All of it, and programs that nobody here wrote.
    project(
      'all',
      ALL.map((folder) => `<rootDir>/test/${folder}/*.test.ts`),
      built,
    ),
  ],
  coverageProvider: 'v8',
  collectCoverageFrom: ['lib/**/*.ts', 'functions/**/*.ts', 'infra/**/*.ts'],
  // Catches what hangs, and nothing else: a busy machine may take its time.
  testTimeout: 120_000,
  // Tests of the simulated VPC mostly wait, so more of them than cores are fine.
  maxWorkers: 3,
  reporters: ['default', '<rootDir>/test/support/summary-reporter.mjs'],
};
