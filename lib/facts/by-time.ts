/** The order of two points in time, ISO 8601, of any zones. */
export const byTime = (a: string, b: string): number => Date.parse(a) - Date.parse(b);
