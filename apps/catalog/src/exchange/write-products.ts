import { quoteCell, writeCells } from '@tovar/platform';
import { FIXED_COLUMNS, priceCell } from './csv-columns.ts';
import type { ExportedPrice, ExportedProduct, ExportedVariant } from './exported-product.ts';

/** Writes products into a file, after one another. */
export interface ProductWriter {
  /** What stands before the first product. */
  readonly head: string;
  write(product: ExportedProduct): string;
}

export const jsonLinesWriter: ProductWriter = { head: '', write: (product) => `${JSON.stringify(product)}\n` };

/** A row for each variant; the first one says what is true of the whole product. Prices need a column for each kind. */
export function csvWriter(priceKinds: readonly Omit<ExportedPrice, 'amount'>[]): ProductWriter {
  const prices = priceKinds.map((kind) => priceCell({ ...kind, amount: '0' })[0]);
  const header = [...FIXED_COLUMNS.keys(), ...prices];
  const write = (product: ExportedProduct): string =>
    product.variants.map((variant, index) => writeCells(rowOf(product, variant, index === 0, header))).join('');
  return { head: writeCells(header), write };
}

type Cells = Readonly<Record<string, string>>;

function rowOf(
  product: ExportedProduct,
  variant: ExportedVariant,
  isFirst: boolean,
  header: readonly string[],
): string[] {
  const cells: Cells = {
    slug: product.slug,
    ...(isFirst && productCells(product)),
    ...variantCells(variant),
    ...Object.fromEntries(variant.prices.map(priceCell)),
  };
  return header.map((name) => quoteCell(cells[name] ?? ''));
}

function productCells({ name, description, ...product }: ExportedProduct): Cells {
  const { category, type, status, brand, taxCategory, attributes } = product;
  return {
    category,
    type: type ?? '',
    status,
    brand,
    tax_category: taxCategory,
    name_en: name.en,
    name_ru: name.ru,
    description_en: description.en,
    description_ru: description.ru,
    attributes: JSON.stringify(attributes),
  };
}

function variantCells({ sku, name, options, weightGrams, isEnabled, stockOnHand }: ExportedVariant): Cells {
  return {
    sku,
    variant_name_en: name.en,
    variant_name_ru: name.ru,
    options: JSON.stringify(options),
    weight_grams: String(weightGrams),
    enabled: String(isEnabled),
    stock: stockOnHand === undefined ? '' : String(stockOnHand),
  };
}
