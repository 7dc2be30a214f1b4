/** Typed arrays have a fixed length: a longer copy of one, at least doubled so that growing stays cheap. */
export function grown<T extends Int32Array | Float64Array>(array: T, length: number, filler = 0): T {
  if (length <= array.length) return array;
  const Type = array.constructor as new (length: number) => T;
  const copy = new Type(Math.max(length, array.length * 2, 1_024));
  copy.set(array);
  copy.fill(filler, array.length);
  return copy;
}
