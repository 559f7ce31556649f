export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/lib', '<rootDir>/functions', '<rootDir>/infra'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.mjs' },
  moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'node'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['lib/**/*.ts', 'functions/**/*.ts', 'infra/**/*.ts'],
  restoreMocks: true,
  // Many tests start a process of their own, and a busy machine may take its time.
  testTimeout: 20_000,
  errorOnDeprecated: true,
  globalSetup: '<rootDir>/test/support/build.mjs',
  testSequencer: '<rootDir>/test/support/quiet-last.mjs',
  // Lab tests mostly wait, so more of them than cores are fine.
  maxWorkers: 3,
  reporters: ['default', '<rootDir>/test/support/summary-reporter.mjs'],
};
