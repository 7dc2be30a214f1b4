import { ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { PageQuestion } from '@tovar/platform';
import { type PictureSize, pictureUrl } from '../domain/pictures.ts';
import { CommentThreads, type CommentView } from '../queries/comment-threads.ts';
import { LikesOfCaller } from '../queries/likes-of-caller.ts';
import { ReviewDetails } from '../queries/review-details.ts';
import type { ReviewView } from '../queries/review-view.ts';
import { validate as isUuid } from 'uuid';
import { type Connection, toConnection } from './connection.ts';
import type { Reference } from './product-fields.resolver.ts';
import { isVisible } from './visibility.ts';

/** What a review's row does not say by itself. */
@Resolver('Review')
export class ReviewFieldsResolver {
  constructor(
    private readonly details: ReviewDetails,
    private readonly threads: CommentThreads,
    private readonly likes: LikesOfCaller,
  ) {}

  /** Reviews that other services speak of; null to those who may not see them. */
  @ResolveReference()
  async resolveReference({ id }: Reference): Promise<ReviewView | undefined> {
    const review = isUuid(id) ? await this.details.find(id) : undefined;
    return review && isVisible(review) ? review : undefined;
  }

  @ResolveField()
  product({ productId: id }: ReviewView): Reference {
    return { id };
  }

  @ResolveField()
  author({ authorId: id }: ReviewView): Reference {
    return { id };
  }

  @ResolveField()
  pictures({ pictures }: ReviewView): Reference[] {
    return pictures.map((id) => ({ id }));
  }

  @ResolveField()
  likeCount({ likes }: ReviewView): number {
    return likes;
  }

  @ResolveField()
  isLikedByMe({ id }: ReviewView): Promise<boolean> {
    return this.likes.isReviewLiked(id);
  }

  @ResolveField()
  commentCount({ comments }: ReviewView): number {
    return comments;
  }

  @ResolveField()
  async comments({ id }: ReviewView, question: PageQuestion): Promise<Connection<CommentView>> {
    return toConnection(await this.threads.ofReview(id, question));
  }
}

@Resolver('ReviewPicture')
export class ReviewPictureResolver {
  @ResolveField()
  url({ id }: Reference, { size }: { readonly size?: PictureSize | null }): string {
    return pictureUrl(id, size ?? 'LARGE');
  }
}
