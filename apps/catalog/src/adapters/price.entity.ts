import type { CurrencyCode } from '@tovar/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An entry of the price history; the newest whose time has come is the price. */
@Entity('price')
export class PriceEntity {
  @PrimaryColumn('uuid', { name: 'variant_id' })
  variantId: string;

  @PrimaryColumn('text')
  currency: CurrencyCode;

  /** A bigint, which the driver reads and writes as text. */
  @Column('bigint', { name: 'amount_minor' })
  amountMinor: string;

  @Column('boolean', { name: 'tax_included' })
  taxIncluded: boolean;

  @PrimaryColumn('timestamptz', { name: 'valid_from', default: () => 'clock_timestamp()' })
  validFrom: Date;

  @Column('timestamptz', { name: 'valid_to', nullable: true })
  validTo: Date | null;
}
