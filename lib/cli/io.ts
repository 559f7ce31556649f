/** Where a command writes. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What a command has of the process it runs in; tests hand it their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}
