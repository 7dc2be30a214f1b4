import type { KeysetPage } from '@tovar/platform';

/** A page as GraphQL answers it. */
export interface Connection<Item> {
  readonly nodes: readonly Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export function toConnection<Item>({ items, hasNext, endCursor }: KeysetPage<Item>): Connection<Item> {
  return { nodes: items, pageInfo: { hasNextPage: hasNext, endCursor: endCursor ?? null } };
}
