/** Nest registers enums as objects; the values are their own names. */
export function asEnum<Value extends string>(values: readonly Value[]): { [Name in Value]: Name } {
  return Object.fromEntries(values.map((value) => [value, value])) as { [Name in Value]: Name };
}
