/**
 * The first parameters of a prepared statement, arrays of these types, as rows. Each is in a sub-select, because PostgreSQL
 * otherwise counts its elements, finds a plan for so few cheaper than one for any number, and plans the statement anew
 * each time, which may take longer than to run it.
 */
export function rowsOf(...types: readonly string[]): string {
  return `unnest(${types.map((type, index) => `(SELECT $${index + 1}::${type}[])`).join(', ')})`;
}
