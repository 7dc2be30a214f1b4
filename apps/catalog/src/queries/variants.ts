import { Injectable } from '@nestjs/common';
import { anyOf, Database, RequestBatch } from '@tovar/platform';
import { toVariantView, VARIANT_JSON, type VariantJson, type VariantView } from './variant-view.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Single variants, hidden ones among them: who may see those is for the caller to say. One statement for all of a request. */
@Injectable()
export class Variants {
  private readonly variants = new RequestBatch((ids) => this.load(ids));

  constructor(private readonly database: Database) {}

  async byId(id: string): Promise<VariantView | undefined> {
    return UUID.test(id) ? this.variants.load(id.toLowerCase()) : undefined;
  }

  private async load(ids: readonly string[]): Promise<ReadonlyMap<string, VariantView>> {
    const rows = await this.database.prepared<{ variant: VariantJson }>(VARIANTS, [ids]);
    return new Map(rows.map(({ variant }) => [variant.id, toVariantView(variant)]));
  }
}

const VARIANTS = {
  name: 'variants.by-id',
  text: `SELECT ${VARIANT_JSON} AS variant FROM variant v JOIN product p ON p.id = v.product_id WHERE v.id = ${anyOf('uuid')}`,
};
