import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { VariantOption } from '../domain/product.ts';

@Entity('variant')
export class VariantEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'product_id' })
  productId: string;

  @Column('text', { unique: true })
  sku: string;

  @Column('text', { name: 'name_en' })
  nameEn: string;

  @Column('text', { name: 'name_ru' })
  nameRu: string;

  @Column('jsonb')
  options: readonly VariantOption[];

  @Column('integer', { name: 'weight_grams' })
  weightGrams: number;

  @Column('boolean', { name: 'is_enabled' })
  isEnabled: boolean;

  @Column('integer')
  position: number;

  @Column('integer', { name: 'picture_position', nullable: true })
  picturePosition: number | null;
}
