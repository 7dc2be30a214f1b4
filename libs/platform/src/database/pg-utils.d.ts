/** The driver's own conversion of values, which its types leave out. */
declare module 'pg/lib/utils.js' {
  /** What the server is sent for a value; throws for one that cannot be sent. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
