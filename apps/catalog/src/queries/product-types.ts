import { Injectable } from '@nestjs/common';
import { anyOf, Database, decodeCursor, type KeysetPage, pageSize, RequestBatch, toPage } from '@tovar/platform';
import type { ProductType } from '../domain/product-type.ts';
import { PRODUCT_TYPE_COLUMNS } from './product-type-columns.ts';

const CODE = /^[a-z0-9-]{1,120}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What kinds of products there are, and what is known about each. */
@Injectable()
export class ProductTypes {
  private readonly types = new RequestBatch((ids) => this.load(ids));

  constructor(private readonly database: Database) {}

  /** In the order of their codes. One statement. */
  async page(question: { first?: number | null; after?: string | null }): Promise<KeysetPage<ProductType>> {
    const size = pageSize(question.first);
    const [after] = question.after ? decodeCursor(question.after, 'string') : [''];
    const rows = await this.database.prepared<ProductType>(PAGE, [after, size + 1]);
    return toPage(rows, size, ({ code }) => [code]);
  }

  async byId(id: string): Promise<ProductType | undefined> {
    return UUID.test(id) ? this.types.load(id.toLowerCase()) : undefined;
  }

  async byCode(code: string): Promise<ProductType | undefined> {
    return CODE.test(code) ? (await this.database.prepared<ProductType>(BY_CODE, [code]))[0] : undefined;
  }

  private async load(ids: readonly string[]): Promise<ReadonlyMap<string, ProductType>> {
    const rows = await this.database.prepared<ProductType>(BY_ID, [ids]);
    return new Map(rows.map((type) => [type.id, type]));
  }
}

const PAGE = {
  name: 'product-types',
  text: `SELECT ${PRODUCT_TYPE_COLUMNS} FROM product_type t WHERE t.code > $1 ORDER BY t.code LIMIT $2`,
};
const BY_ID = {
  name: 'product-types.by-id',
  text: `SELECT ${PRODUCT_TYPE_COLUMNS} FROM product_type t WHERE t.id = ${anyOf('uuid')}`,
};
const BY_CODE = {
  name: 'product-types.by-code',
  text: `SELECT ${PRODUCT_TYPE_COLUMNS} FROM product_type t WHERE t.code = $1`,
};
