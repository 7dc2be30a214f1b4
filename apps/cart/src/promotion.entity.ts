import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Action, Conditions } from './domain/promotion.ts';

@Entity('promotion')
export class PromotionEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer', { default: 1 })
  version: number;

  @Column('text', { name: 'name_en' })
  nameEn: string;

  @Column('text', { name: 'name_ru' })
  nameRu: string;

  @Column('boolean', { name: 'is_enabled' })
  isEnabled: boolean;

  @Column('jsonb')
  conditions: Conditions;

  @Column('jsonb')
  actions: Action[];

  @Column('integer')
  priority: number;

  @Column('boolean', { name: 'is_exclusive' })
  isExclusive: boolean;

  @Column('uuid', { name: 'combines_with', array: true })
  combinesWith: string[];

  @Column('timestamptz', { name: 'starts_at', nullable: true })
  startsAt: Date | null;

  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt: Date | null;

  @Column('integer', { name: 'use_limit', nullable: true })
  useLimit: number | null;

  @Column('integer', { name: 'use_limit_per_customer', nullable: true })
  useLimitPerCustomer: number | null;

  @Column('integer', { default: 0 })
  uses: number;
}

@Entity('promotion_code')
export class PromotionCodeEntity {
  @PrimaryColumn('text')
  code: string;

  @Column('uuid', { name: 'promotion_id' })
  promotionId: string;
}
