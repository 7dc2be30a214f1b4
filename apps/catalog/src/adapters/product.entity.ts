import type { TaxCategory } from '@tovar/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FromPrices } from './from-prices.ts';
import type { ProductAttribute } from '../domain/attribute.ts';
import type { ProductStatus } from '../domain/moderation.ts';

@Entity('product')
export class ProductEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { unique: true })
  slug: string;

  @Column('uuid', { name: 'category_id' })
  categoryId: string;

  @Column('text', { name: 'name_en' })
  nameEn: string;

  @Column('text', { name: 'name_ru' })
  nameRu: string;

  @Column('text', { name: 'description_en' })
  descriptionEn: string;

  @Column('text', { name: 'description_ru' })
  descriptionRu: string;

  @Column('text')
  brand: string;

  @Column('uuid', { name: 'product_type_id', nullable: true })
  typeId: string | null;

  @Column('jsonb')
  attributes: readonly ProductAttribute[];

  @Column('text', { name: 'tax_category' })
  taxCategory: TaxCategory;

  @Column('text')
  status: ProductStatus;

  /** Written by hand, compared in the WHERE: a version column of the ORM's own does not fire for every update. */
  @Column('integer')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** Derived from the variants at every write, so that lists need not look at their price histories. */
  @Column('jsonb', { name: 'from_prices' })
  fromPrices: FromPrices;

  /** Given by the database, a new one with every change: what was read at the same stamp is what there is. */
  @Column({ type: 'bigint', insert: false, update: false })
  stamp?: string;
}
