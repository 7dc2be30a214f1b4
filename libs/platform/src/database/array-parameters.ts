// PostgreSQL counts the elements of an array that it is given, finds a plan for so few of them cheaper than one for any
// number, and plans a prepared statement anew each time, which may take longer than to run it. It does not look into a
// sub-select: with one around each array, the plan for any number is kept.

/** The first parameters of a prepared statement, arrays of these types, as rows. */
export function rowsOf(...types: readonly string[]): string {
  return `unnest(${types.map((type, index) => `(SELECT $${index + 1}::${type}[])`).join(', ')})`;
}

/** Any element of a parameter that is an array, the first parameter by default: `WHERE id = ${anyOf('uuid')}`. */
export function anyOf(type: string, parameter = 1): string {
  return `ANY((SELECT $${parameter}::${type}[])::${type}[])`;
}
