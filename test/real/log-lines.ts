type Line = Readonly<Record<string, unknown>>;

/**
 * The function's own lines of a log, by what they are. Lambda makes one log of both streams, and its runtime may put lines of
 * its own between them.
 */
export function linesIn({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) {
  const lines = `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
  return {
    verdicts: lines.filter(({ message }) => message === 'verified'),
    findings: lines.filter(({ message }) => message === 'finding'),
    metrics: lines.filter(({ _aws }) => _aws !== undefined),
  };
}
