import type { SqlExecutor } from '@tovar/platform';

/** Until the transaction has ended nobody else changes the tree, and no product is listed under it. */
export async function lockTree(within: SqlExecutor): Promise<void> {
  await within.query(`SELECT pg_advisory_xact_lock(hashtext('catalog:category-tree'))`);
}

/**
 * Until the transaction has ended the tree stays as it is; many may hold on to it. To be taken before any product is
 * locked: whoever moves a category holds the tree and waits for products.
 */
export async function keepTree(within: SqlExecutor): Promise<void> {
  await within.query(`SELECT pg_advisory_xact_lock_shared(hashtext('catalog:category-tree'))`);
}
