import { leafOf } from './catalogue/popularity.ts';
import type { Leaf } from './catalogue/product-type.ts';
import { categoryId } from './catalogue/categories.ts';
import { productTypeId } from './catalogue/product-types.ts';
import { composeProduct } from './compose-product.ts';
import type { DemoProduct } from './demo-product.ts';
import type { Random } from './random.ts';
import { DAY_MS, BASE_DATE } from './timeline.ts';

/** Where the flash-sale item is found. */
export const FLASH_SALE_CATEGORY = 'headphones';

export const FLASH_SALE_SINCE_MS = BASE_DATE.getTime() - DAY_MS;
const UNITS = 10;

/** The one product of every shop that everybody wants: a single variant, 40 % off, ten units, on sale since yesterday. */
export function flashSaleProduct(random: Random): DemoProduct {
  const article = 'FLASH10';
  const leaf = leafOf(FLASH_SALE_CATEGORY);
  const product = composeProduct(
    {
      leaf: reduced(leaf),
      typeId: productTypeId(leaf.type.code, random),
      categoryId: categoryId(FLASH_SALE_CATEGORY, random),
      article,
      createdAtMs: FLASH_SALE_SINCE_MS,
    },
    random.stream('flash-sale'),
  );
  return {
    ...product,
    slug: `flash-sale-${product.slug}`,
    name: { en: `Flash sale: ${product.name.en}`, ru: `Распродажа: ${product.name.ru}` },
    variants: product.variants.map((variant) => ({ ...variant, stockOnHand: UNITS })),
  };
}

/** The same category for one article: each option in a single value, the price cut. */
function reduced(leaf: Leaf): Leaf {
  const { type } = leaf;
  const options = type.options.map((option) => ({ ...option, min: 1, max: 1 }));
  return { ...leaf, type: { ...type, options, euroCents: (facts) => type.euroCents(facts) * 0.6 } };
}
