/** Where a command writes. */
export interface Output {
  readonly isTTY?: boolean;
  /** Its width, on a terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** What a command has of the process it runs in; tests hand it their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Record<string, string | undefined>;
  /** The Region of the profile in use, where the AWS CLI keeps it; undefined where there is none. */
  profileRegion?(): Promise<string | undefined>;
}
