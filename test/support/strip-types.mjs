// Jest transformer: Node's own type stripping keeps every line and column, so stack traces and coverage need no source map.
import { createHash } from 'node:crypto';
import { stripTypeScriptTypes } from 'node:module';

export default {
  canInstrument: false,
  getCacheKey: (source, file) =>
    createHash('sha256').update(process.version).update('\0').update(file).update('\0').update(source).digest('hex'),
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
};
