import type { DemoProductType } from '../demo-product.ts';
import { uuidV7 } from '../ids.ts';
import type { Random } from '../random.ts';
import { OPENED_AT } from '../timeline.ts';
import { departments } from './departments.ts';
import type { ProductType } from './product-type.ts';
import { text, titled } from './words.ts';

/** Every product type of the range, in the order of the menu; an id depends on the seed and the type's code only. */
export function productTypes(random: Random): DemoProductType[] {
  const leaves = departments.flatMap(({ groups }) => groups).flatMap((group) => group.leaves);
  return [...new Set(leaves.map(({ type }) => type))].map((type) => publicType(type, random));
}

export function productTypeId(code: string, random: Random): string {
  return uuidV7(OPENED_AT.getTime(), 0, random.stream('product-type').stream(code));
}

function publicType({ code, noun, attributes }: ProductType, random: Random): DemoProductType {
  return {
    id: productTypeId(code, random),
    code,
    name: titled(text(noun.en.word, noun.ru.word)),
    attributes: attributes.map(({ draw: _draw, ...attribute }) => attribute),
  };
}
