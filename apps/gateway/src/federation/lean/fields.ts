/** An object of a merged answer. It inherits nothing: whatever a field is called, a missing one is undefined. */
export type Fields = Record<string, unknown>;

function Inheritless(): void {}
Inheritless.prototype = Object.create(null) as object;

/** Faster than `Object.create(null)`, whose objects are hash tables to V8. */
export const newFields = Inheritless as unknown as { new (): Fields };

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
