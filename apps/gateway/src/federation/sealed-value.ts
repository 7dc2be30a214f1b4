type Sealed = () => object;

const sealed = new WeakSet<object>();

/**
 * A value of a scalar that is an object, as something that the executor does not look into: it merges objects key by key, and
 * one that is called `constructor` would be merged into JavaScript's own. Written as JSON it is what it was.
 */
export function seal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(seal);
  if (typeof value !== 'object' || value === null) return value;
  const hidden: Sealed = () => value;
  sealed.add(hidden);
  return Object.assign(hidden, { toJSON: hidden });
}

/** A copy with all that is sealed in it as it was. */
export function unseal(value: unknown): unknown {
  if (typeof value === 'function') return sealed.has(value) ? (value as Sealed)() : value;
  if (Array.isArray(value)) return value.map(unseal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unseal(inner)]));
}
