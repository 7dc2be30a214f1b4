import { Injectable } from '@nestjs/common';
import { Database, RequestBatch, rowsOf } from '@tovar/platform';
import type { RelationKind } from '../domain/related-products.ts';
import { CARD_COLUMNS, CARD_JOINS, type CardRow, type ProductCard, toCard } from './product-card.ts';

/** Products that are shown beside others, drafts among them: who may see those is for the caller to say. */
@Injectable()
export class RelatedCards {
  private readonly related = new RequestBatch((keys) => this.load(keys));

  constructor(private readonly database: Database) {}

  /** In their order. One statement for all products of a request. */
  async of(productId: string, kind: RelationKind): Promise<readonly ProductCard[]> {
    return (await this.related.load(`${productId}/${kind}`)) ?? [];
  }

  private async load(keys: readonly string[]): Promise<ReadonlyMap<string, ProductCard[]>> {
    const asked = keys.map((key) => key.split('/'));
    const ids = asked.map(([productId]) => productId);
    const kinds = asked.map(([, kind]) => kind);
    const rows = await this.database.prepared<CardRow & { key: string }>(RELATED, [ids, kinds]);
    const cards = new Map<string, ProductCard[]>(keys.map((key) => [key, []]));
    for (const row of rows) cards.get(row.key)?.push(toCard(row));
    return cards;
  }
}

const RELATED = {
  name: 'products.related',
  text: `
    SELECT asked.product_id || '/' || asked.kind AS key, ${CARD_COLUMNS}
      FROM ${rowsOf('uuid', 'text')} AS asked(product_id, kind)
      JOIN product_relation r ON r.product_id = asked.product_id AND r.kind = asked.kind
      JOIN product p ON p.id = r.related_id ${CARD_JOINS}
     ORDER BY r.product_id, r.kind, r.position`,
};
