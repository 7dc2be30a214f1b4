import { type Availability, availabilityOf } from '../domain/availability.ts';
import type { LocalizedText } from '../domain/localized-text.ts';
import type { ProductStatus } from '../domain/moderation.ts';
import type { VariantOption } from '../domain/product.ts';
import { type PictureView, type PriceView, type StoredPrices, toPicture, toPrices } from './product-card.ts';

/** A variant as the shop shows it. */
export interface VariantView {
  readonly id: string;
  readonly productId: string;
  readonly productStatus: ProductStatus;
  readonly sku: string;
  readonly name: LocalizedText;
  readonly options: readonly VariantOption[];
  readonly weightGrams: number;
  readonly isEnabled: boolean;
  /** The current price in each currency. */
  readonly prices: readonly PriceView[];
  readonly picture: PictureView | null;
  readonly availability: Availability;
  /** Not for the public. */
  readonly available: number;
}

/** As `variant v` of `product p` is made in SQL. */
export const VARIANT_JSON = `json_build_object(
  'id', v.id, 'productId', p.id, 'productStatus', p.status, 'sku', v.sku, 'name', json_build_object('en', v.name_en, 'ru', v.name_ru),
  'options', v.options, 'weightGrams', v.weight_grams, 'isEnabled', v.is_enabled,
  'available', (SELECT s.available FROM stock s WHERE s.variant_id = v.id),
  'prices', (
    SELECT coalesce(json_object_agg(currency, json_build_object('amount', amount_minor::text, 'taxIncluded', tax_included)), '{}')
      FROM (SELECT DISTINCT ON (currency) currency, amount_minor, tax_included
              FROM price WHERE variant_id = v.id AND valid_from <= statement_timestamp()
               AND (valid_to IS NULL OR valid_to > statement_timestamp())
             ORDER BY currency DESC, valid_from DESC) AS today),
  'picture', (
    SELECT json_build_object('fileId', shown.file_id, 'alt', json_build_object('en', shown.alt_en, 'ru', shown.alt_ru))
      FROM picture shown WHERE shown.product_id = p.id AND shown.position = v.picture_position))`;

export interface StoredPicture {
  readonly fileId: string;
  readonly alt: LocalizedText;
}

export type VariantJson = Omit<VariantView, 'prices' | 'picture' | 'availability'> & {
  readonly prices: StoredPrices;
  readonly picture: StoredPicture | null;
};

export function toVariantView({ prices, picture, ...variant }: VariantJson): VariantView {
  return {
    ...variant,
    prices: toPrices(prices),
    picture: picture && toPicture(picture.fileId, picture.alt),
    availability: availabilityOf(variant.available),
  };
}

/** The same variant, of which there is another amount. */
export function withAvailable(variant: VariantView, available: number): VariantView {
  return available === variant.available ? variant : { ...variant, available, availability: availabilityOf(available) };
}
