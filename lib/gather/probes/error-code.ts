const CODE = /^[A-Z][A-Z0-9_/]{1,79}$/;

/**
 * An error's stable code (`ECONNREFUSED`, `CERT_HAS_EXPIRED`); null where it has none. Never its text, and never what a service
 * says: the SDK copies each field of an error's body to the error, `code` too.
 */
export function errorCodeOf(error: unknown): string | null {
  const { code, $fault } = (error ?? {}) as { readonly code?: unknown; readonly $fault?: unknown };
  return typeof code === 'string' && $fault === undefined && CODE.test(code) ? code : null;
}
