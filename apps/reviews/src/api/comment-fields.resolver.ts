import { ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { PageQuestion } from '@tovar/platform';
import { validate as isUuid } from 'uuid';
import { CommentThreads, type CommentView } from '../queries/comment-threads.ts';
import { LikesOfCaller } from '../queries/likes-of-caller.ts';
import { ReviewDetails } from '../queries/review-details.ts';
import type { ReviewView } from '../queries/review-view.ts';
import { type Connection, toConnection } from './connection.ts';
import type { Reference } from './product-fields.resolver.ts';
import { isVisible, readableText } from './visibility.ts';

/** What a comment's row does not say by itself. */
@Resolver('Comment')
export class CommentFieldsResolver {
  constructor(
    private readonly threads: CommentThreads,
    private readonly reviews: ReviewDetails,
    private readonly likes: LikesOfCaller,
  ) {}

  /** Comments that other services speak of; null to those who may not see the review. */
  @ResolveReference()
  async resolveReference({ id }: Reference): Promise<CommentView | undefined> {
    const comment = isUuid(id) ? await this.threads.find(id) : undefined;
    return comment && isVisible(comment.review) ? comment : undefined;
  }

  @ResolveField()
  async review({ reviewId }: CommentView): Promise<ReviewView | undefined> {
    const review = await this.reviews.find(reviewId);
    return review && isVisible(review) ? review : undefined;
  }

  @ResolveField()
  author({ authorId: id }: CommentView): Reference {
    return { id };
  }

  @ResolveField()
  text(comment: CommentView): string | null {
    return readableText(comment);
  }

  @ResolveField()
  likeCount({ likes }: CommentView): number {
    return likes;
  }

  @ResolveField()
  isLikedByMe({ id }: CommentView): Promise<boolean> {
    return this.likes.isCommentLiked(id);
  }

  @ResolveField()
  replyCount({ replies }: CommentView): number {
    return replies;
  }

  @ResolveField()
  async replies({ id }: CommentView, question: PageQuestion): Promise<Connection<CommentView>> {
    return toConnection(await this.threads.ofComment(id, question));
  }
}
