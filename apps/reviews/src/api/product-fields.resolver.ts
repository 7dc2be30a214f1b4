import { ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { currentRequest, type PageQuestion } from '@tovar/platform';
import { AuthorReviews } from '../queries/author-reviews.ts';
import { ProductRatings } from '../queries/product-ratings.ts';
import { ProductReviews, type ProductReviewsQuestion } from '../queries/product-reviews.ts';
import { ReviewDetails } from '../queries/review-details.ts';
import type { ReviewView } from '../queries/review-view.ts';
import { type Connection, toConnection } from './connection.ts';
import { type RatingView, toRatingView } from './rating.view.ts';
import { sharedReference, showsRating, showsReviews } from './shared-answers.ts';

/** A thing of another service, known by its id. */
export interface Reference {
  readonly id: string;
}

/** What reviews knows of products: one statement for each field, however many products ask. */
@Resolver('Product')
export class ProductFieldsResolver {
  constructor(
    private readonly ratings: ProductRatings,
    private readonly reviewed: ProductReviews,
    private readonly details: ReviewDetails,
  ) {}

  @ResolveReference()
  resolveReference({ id }: Reference): Reference {
    sharedReference();
    return { id };
  }

  @ResolveField()
  async rating({ id }: Reference): Promise<RatingView> {
    showsRating(id);
    return toRatingView(await this.ratings.of(id));
  }

  @ResolveField()
  async reviews({ id }: Reference, question: ProductReviewsQuestion): Promise<Connection<ReviewView>> {
    showsReviews(id);
    return toConnection(await this.reviewed.of(id, question));
  }

  @ResolveField()
  async myReview({ id }: Reference): Promise<ReviewView | undefined> {
    const identity = currentRequest()?.identity;
    return identity && this.details.ofAuthor(identity.userId, id);
  }
}

/** What reviews knows of people. */
@Resolver('User')
export class UserFieldsResolver {
  constructor(private readonly written: AuthorReviews) {}

  @ResolveReference()
  resolveReference({ id }: Reference): Reference {
    return { id };
  }

  @ResolveField()
  reviewCount({ id }: Reference): Promise<number> {
    return this.written.countOf(id);
  }

  @ResolveField()
  async reviews({ id }: Reference, question: PageQuestion): Promise<Connection<ReviewView>> {
    const withHidden = currentRequest()?.identity?.userId === id;
    return toConnection(await this.written.of(id, { ...question, withHidden }));
  }
}
