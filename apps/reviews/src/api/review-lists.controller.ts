import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  type Identity,
  pageOf,
  pageQuery,
  type PageQuery,
  Public,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AuthorReviews } from '../queries/author-reviews.ts';
import { ProductRatings } from '../queries/product-ratings.ts';
import { ProductReviews } from '../queries/product-reviews.ts';
import { REVIEW_SORTS } from '../queries/review-orders.ts';
import { ReviewsToWrite } from '../queries/reviews-to-write.ts';
import { ratingView, type RatingView, toRatingView } from './rating.view.ts';
import { type ReviewAnswer, reviewView, toReviewAnswer } from './review.view.ts';
import { sharedRating, sharedReviews } from './shared-answers.ts';

const listQuery = pageQuery.extend({
  sort: z
    .enum(REVIEW_SORTS)
    .default('HELPFUL')
    .meta({ description: 'What comes first: what most people found helpful, the latest, the best or the worst.' }),
  rating: z.enum(['1', '2', '3', '4', '5']).optional().meta({ description: 'Only reviews with this number of stars.' }),
});
type ListQuery = z.output<typeof listQuery>;
const productsView = z.object({ items: z.array(z.object({ productId: id })) });
type Products = z.output<typeof productsView>;
type Page = { items: ReviewAnswer[]; nextCursor: string | null };

@ApiTags('Reviews')
@Controller('api/v1')
export class ReviewListsController {
  constructor(
    private readonly reviews: ProductReviews,
    private readonly ratings: ProductRatings,
    private readonly written: AuthorReviews,
    private readonly toWrite: ReviewsToWrite,
  ) {}

  @Public()
  @Get('products/:id/reviews')
  @ApiOperation({ summary: 'What people say of a product.' })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', schema: toOpenApi(pageOf(reviewView)) })
  @ApiResponse({ status: 400, description: 'INVALID_PAGE_SIZE, INVALID_CURSOR, INVALID_INPUT.' })
  async ofProduct(
    @Param('id', { schema: id }) productId: string,
    @Query({ schema: listQuery }) { sort, rating, ...page }: ListQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page> {
    sharedReviews(productId);
    const asked = { sort, rating: rating === undefined ? null : Number(rating) };
    const found = await this.reviews.of(productId, { ...asked, ...toPageQuestion(page) });
    return toPageView(found, reply, toReviewAnswer);
  }

  @Public()
  @Get('products/:id/rating')
  @ApiOperation({ summary: 'What the reviews of a product say in numbers.' })
  @ApiResponse({ status: 200, description: 'Mean, count and distribution.', schema: toOpenApi(ratingView) })
  async rating(@Param('id', { schema: id }) productId: string): Promise<RatingView> {
    sharedRating(productId);
    return toRatingView(await this.ratings.of(productId));
  }

  @RequiresScopes('reviews:write:own')
  @Get('me/reviews')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What the caller has written, the latest first, also what waits or was rejected.' })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', schema: toOpenApi(pageOf(reviewView)) })
  async own(
    @Query({ schema: pageQuery }) query: PageQuery,
    @CurrentIdentity() { userId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page> {
    const page = await this.written.of(userId, { ...toPageQuestion(query), withHidden: true });
    return toPageView(page, reply, toReviewAnswer);
  }

  @RequiresScopes('reviews:write:own')
  @Get('orders/:id/reviews-to-write')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What of an order its buyer has paid for and not reviewed yet.' })
  @ApiResponse({ status: 200, description: "Empty for somebody else's order.", schema: toOpenApi(productsView) })
  async ofOrder(
    @Param('id', { schema: id }) orderId: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<Products> {
    return { items: (await this.toWrite.of(userId, orderId)).map((productId) => ({ productId })) };
  }
}
