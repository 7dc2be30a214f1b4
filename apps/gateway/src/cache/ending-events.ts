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

/** The numbers of the product, wherever they are shown. */
const ofRating: TagsOf = ({ data }) => {
  const { productId } = data as z.output<(typeof messages)['product.rated.v1']>;
  return [`Rating:${productId}`];
};

/** Lists that filter, sort or count by ratings. */
const ofListedRating: TagsOf = () => ['Ratings'];

/** The reviews of the product, with what is counted of each. */
const ofReviews: TagsOf = ({ data }) => {
  const { productId } = data as z.output<(typeof messages)['review.changed.v1']>;
  return [`Reviews:${productId}`];
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
      'product.rated.v1': ofRating,
      'product.rating-listed.v1': ofListedRating,
      'review.changed.v1': ofReviews,
      'review.commented.v1': ofReviews,
      'review.liked.v1': ofReviews,
      'review.unliked.v1': ofReviews,
      'comment.changed.v1': ofReviews,
      'comment.liked.v1': ofReviews,
      'comment.unliked.v1': ofReviews,
    });
  }

  get types(): readonly string[] {
    return Object.keys(this.tags);
  }

  tagsOf(event: StoredEvent): readonly string[] {
    return this.tags[event.type]?.(event) ?? [];
  }
}
