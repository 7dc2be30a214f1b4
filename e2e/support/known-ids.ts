/** Ids of things that are there, by what they are: `order`, `productType`. */
export type KnownIds = Readonly<Record<string, string>>;

/** A well-formed id of nothing. */
export const NOBODY = '0190a5d8-0000-7000-8000-00000000dead';

/**
 * Which thing an id is of, by the names around it: `cartId` is a cart's, `id` of `editProduct` a product's, `{id}` of
 * `/api/v1/orders/{id}` an order's. The longest name that fits wins. Undefined when none does.
 */
export function thingNamed(name: string, context: string, things: readonly string[]): string | undefined {
  const own = name.replace(/Ids?$/, '').toLowerCase();
  const around = context.toLowerCase().replaceAll(/[^a-z]/g, '');
  const byLength = things.toSorted((a, b) => b.length - a.length);
  return (
    byLength.find((thing) => own !== 'id' && own.endsWith(thing.toLowerCase())) ??
    byLength.find((thing) => around.includes(thing.toLowerCase()))
  );
}

/** The segment before a parameter of a path: `orders` of `/api/v1/orders/{id}/history`. */
export function contextOfParameter(path: string, name: string): string {
  const before =
    path
      .slice(0, path.indexOf(`{${name}}`))
      .split('/')
      .filter(Boolean)
      .at(-1) ?? '';
  if (before.endsWith('sses')) return before.slice(0, -2);
  return before.replace(/ies$/, 'y').replace(/s$/, '');
}
