import { Injectable } from '@nestjs/common';
import { Database, NotFound, VersionConflict } from '@tovar/platform';
import { ProductTypeCodeTaken, ProductTypeInUse, UnknownProductType } from '../domain/catalog.errors.ts';
import type { ProductType, UsedAttribute } from '../domain/product-type.ts';
import { ProductTypeRepository } from '../domain/product-type.repository.ts';
import { brokenConstraint } from './broken-constraint.ts';
import {
  INSERT_TYPES,
  LOCK_TYPE,
  LOCK_TYPE_OF,
  REMOVE_ATTRIBUTES,
  UPDATE_TYPE,
  USED_ATTRIBUTES,
} from './product-types.sql.ts';

@Injectable()
export class PostgresProductTypes extends ProductTypeRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async get(id: string): Promise<ProductType> {
    const [type] = await this.database.query<ProductType>(`${LOCK_TYPE} FOR SHARE OF t`, [id]);
    if (!type) throw new UnknownProductType(id);
    return type;
  }

  async ofProduct(productId: string): Promise<ProductType | undefined> {
    const [type] = await this.database.query<ProductType>(`${LOCK_TYPE_OF} FOR SHARE OF t`, [productId]);
    return type;
  }

  async add(type: ProductType): Promise<void> {
    await refusing(type.code, () => this.database.query(INSERT_TYPES, [JSON.stringify([type])]));
  }

  async change(
    id: string,
    expectedVersion: number,
    change: (type: ProductType, used: readonly UsedAttribute[]) => ProductType,
  ): Promise<ProductType> {
    const before = await this.lock(id, expectedVersion);
    const after = change(before, await this.database.query<UsedAttribute>(USED_ATTRIBUTES, [id]));
    await refusing(after.code, async () => {
      await this.database.query(REMOVE_ATTRIBUTES, [id]);
      await this.database.query(UPDATE_TYPE, [JSON.stringify([after])]);
    });
    return after;
  }

  async remove(id: string, expectedVersion: number): Promise<void> {
    const { code } = await this.lock(id, expectedVersion);
    await refusing(code, async () => {
      await this.database.query(REMOVE_ATTRIBUTES, [id]);
      await this.database.query('DELETE FROM product_type WHERE id = $1', [id]);
    });
  }

  private async lock(id: string, expectedVersion: number): Promise<ProductType> {
    const [type] = await this.database.query<ProductType>(`${LOCK_TYPE} FOR UPDATE OF t`, [id]);
    if (!type) throw new NotFound('The product type');
    if (type.version !== expectedVersion) throw new VersionConflict('The product type', type.version);
    return type;
  }
}

async function refusing(code: string, store: () => Promise<unknown>): Promise<void> {
  try {
    await store();
  } catch (error) {
    const constraint = brokenConstraint(error);
    if (constraint === 'product_type_code_key') throw new ProductTypeCodeTaken(code);
    if (constraint === 'product_product_type_id_fkey') throw new ProductTypeInUse({ cause: error });
    throw error;
  }
}
