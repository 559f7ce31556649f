/** An error's stable code (`ECONNREFUSED`, `CERT_HAS_EXPIRED`); null where it has none. Never its text. */
export function errorCodeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}
