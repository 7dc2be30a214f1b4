import { Facts } from './catalogue/facts.ts';
import type { Leaf } from './catalogue/product-type.ts';
import type { DemoPicture, DemoProduct, LocalizedText } from './demo-product.ts';
import { uuidV7 } from './ids.ts';
import type { Random } from './random.ts';
import { slugOf } from './slug.ts';
import { describeProduct } from './text/describe.ts';
import { render } from './text/template.ts';
import { templateValues } from './text/values.ts';
import { drawOptions, makeVariants, publicOption, type DrawnOption } from './variants.ts';

/** What is settled about a product before it is drawn. */
export interface ProductBrief {
  readonly leaf: Leaf;
  readonly categoryId: string;
  readonly typeId: string;
  /** Article number, unique in the shop; SKUs and the slug are built on it. */
  readonly article: string;
  readonly createdAtMs: number;
}

/** Makes up one product: brand, attributes in their order, options, then everything that follows from these. */
export function composeProduct(
  { leaf, categoryId, typeId, article, createdAtMs }: ProductBrief,
  random: Random,
): DemoProduct {
  const { type } = leaf;
  const facts = drawFacts(leaf, createdAtMs, random);
  const values = templateValues(type.noun, facts, type.model(random.stream('model'), facts));
  const name = {
    en: render(type.name.en, values, type.noun, 'en'),
    ru: render(type.name.ru, values, type.noun, 'ru'),
  };
  const options = drawOptions(type.options, random.stream('options'));
  const basis = { article, productName: name, createdAtMs, euroCents: type.euroCents(facts), grams: type.grams(facts) };
  const attributes = facts.all().map(({ attribute }) => attribute);
  return {
    id: uuidV7(createdAtMs, 0, random.stream('id')),
    slug: `${slugOf(name.en)}-${article.toLowerCase()}`,
    categoryId,
    type: type.code,
    typeId,
    name,
    description: describeProduct(type, facts, values, random.stream('description')),
    brand: facts.brand.name,
    attributes,
    options: options.map(publicOption),
    variants: makeVariants(basis, options, random.stream('variants')),
    createdAt: new Date(createdAtMs),
    pictures: picturesOf({ article, name, facts, options }),
  };
}

function drawFacts({ type, pinned = {} }: Leaf, launchedAtMs: number, random: Random): Facts {
  const facts = new Facts({ brand: random.stream('brand').pick(type.brands), launchedAtMs, pinned });
  for (const spec of type.attributes) facts.add(spec.draw(random.stream(spec.code), facts));
  return facts;
}

interface Pictured {
  readonly article: string;
  readonly name: LocalizedText;
  readonly facts: Facts;
  readonly options: readonly DrawnOption[];
}

/** A picture for every colour on sale, or one in the product's only colour. */
function picturesOf({ article, name, facts, options }: Pictured): DemoPicture[] {
  const onSale = options.find(({ spec }) => spec.code === 'colour')?.values ?? [];
  const colours = onSale.length > 0 ? onSale : [facts.colour()];
  return colours.map(({ code, hex = '', name: colour }) => ({
    name: `${article.toLowerCase()}-${code}.svg`,
    hex,
    alt: { en: `${name.en}, ${colour.en}`, ru: `${name.ru}, цвет: ${colour.ru}` },
  }));
}
