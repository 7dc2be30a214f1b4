import type { messages } from '@tovar/contracts';
import type { StoredEvent } from '@tovar/platform';
import type { z } from 'zod';

/** The tags that an event ends. */
type TagsOf = (event: StoredEvent) => readonly string[];

const tagsOfCategories = (ids: readonly string[]): string[] => ids.map((id) => `Category:${id}`);

/** The product, and every list that it may have joined or left. */
const ofProduct: TagsOf = ({ data }) => {
  const { productId, categoryIds } = data as z.output<(typeof messages)['product.changed.v1']>;
  return [`Product:${productId}`, 'Products', ...tagsOfCategories(categoryIds)];
};

/** The product in every list that shows it, and what counts products that can be had. */
const ofAvailability: TagsOf = ({ data }) => {
  const { productId } = data as z.output<(typeof messages)['product.availability-changed.v1']>;
  return [`Product:${productId}`, 'Availability'];
};

/** Names of categories stand everywhere; lists of those that moved hold other products. */
const ofCategory: TagsOf = ({ data }) => {
  const { categoryIds } = data as z.output<(typeof messages)['category.changed.v1']>;
  return ['Categories', ...tagsOfCategories(categoryIds)];
};

/** Which events end which answers, by the tags that services give them. */
export class EndingEvents {
  constructor(private readonly tags: Readonly<Record<string, TagsOf>>) {}

  /** Those of the shop. */
  static ofShop(): EndingEvents {
    return new EndingEvents({
      'product.changed.v1': ofProduct,
      'product.availability-changed.v1': ofAvailability,
      'category.changed.v1': ofCategory,
    });
  }

  get types(): readonly string[] {
    return Object.keys(this.tags);
  }

  tagsOf(event: StoredEvent): readonly string[] {
    return this.tags[event.type]?.(event) ?? [];
  }
}
