import type { ProductAttribute } from '../domain/attribute.ts';
import type { LocalizedText } from '../domain/localized-text.ts';
import type { VariantOption } from '../domain/product.ts';

export interface ExportedPrice {
  /** In minor units. */
  readonly amount: string;
  readonly currency: string;
  readonly taxIncluded: boolean;
}

export interface ExportedVariant {
  readonly sku: string;
  readonly name: LocalizedText;
  readonly options: readonly VariantOption[];
  readonly weightGrams: number;
  readonly isEnabled: boolean;
  /** Missing for readers who may not know the exact stock. */
  readonly stockOnHand?: number;
  readonly prices: readonly ExportedPrice[];
}

/** A product as files have it. What is exported imports again, and changes nothing. */
export interface ExportedProduct {
  readonly slug: string;
  readonly category: string;
  readonly type: string | null;
  readonly status: string;
  readonly brand: string;
  readonly taxCategory: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly attributes: readonly ProductAttribute[];
  readonly variants: readonly ExportedVariant[];
}
