import { Injectable } from '@nestjs/common';
import { anyOf, Database, type PreparedStatement, RequestBatch } from '@tovar/platform';
import { CARD_COLUMNS, CARD_JOINS, type CardRow, type ProductCard, toCard } from './product-card.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SLUG = /^[a-z0-9-]{1,200}$/;

/** Single products, drafts among them: who may see those is for the caller to say. One statement for all of a request. */
@Injectable()
export class ProductCards {
  private readonly ids = new RequestBatch((ids) => this.load(BY_ID, ids, ({ id }) => id));
  private readonly slugs = new RequestBatch((slugs) => this.load(BY_SLUG, slugs, ({ slug }) => slug));

  constructor(private readonly database: Database) {}

  async byId(id: string): Promise<ProductCard | undefined> {
    return UUID.test(id) ? this.ids.load(id.toLowerCase()) : undefined;
  }

  async bySlug(slug: string): Promise<ProductCard | undefined> {
    return SLUG.test(slug) ? this.slugs.load(slug) : undefined;
  }

  /** Of these ids those that customers see, by id. */
  async published(ids: readonly string[]): Promise<ReadonlyMap<string, ProductCard>> {
    return ids.length > 0 ? this.load(PUBLISHED_BY_ID, ids, ({ id }) => id) : new Map();
  }

  private async load(statement: PreparedStatement, keys: readonly string[], keyOf: (card: ProductCard) => string) {
    const rows = await this.database.prepared<CardRow>(statement, [keys]);
    return new Map(rows.map(toCard).map((card) => [keyOf(card), card]));
  }
}

const BY_ID = {
  name: 'products.by-id',
  text: `SELECT ${CARD_COLUMNS} FROM product p ${CARD_JOINS} WHERE p.id = ${anyOf('uuid')}`,
};
const PUBLISHED_BY_ID = { name: 'products.published-by-id', text: `${BY_ID.text} AND p.status = 'PUBLISHED'` };
const BY_SLUG = {
  name: 'products.by-slug',
  text: `SELECT ${CARD_COLUMNS} FROM product p ${CARD_JOINS} WHERE p.slug = ${anyOf('text')}`,
};
