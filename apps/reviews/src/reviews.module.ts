import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { PersonalData, PersonalDataController, ServiceModule, subgraph } from '@tovar/platform';
import { FittedPictures } from '@tovar/platform/fitted-pictures';
import { CommentEntity } from './adapters/comment.entity.ts';
import { ReviewsPersonalData } from './adapters/reviews-personal-data.ts';
import { PostgresModerationLog } from './adapters/postgres-moderation-log.ts';
import { ReviewEntity } from './adapters/review.entity.ts';
import { TypeOrmCommentRepository } from './adapters/typeorm-comment.repository.ts';
import { TypeOrmReviewRepository } from './adapters/typeorm-review.repository.ts';
import { CommentFieldsResolver } from './api/comment-fields.resolver.ts';
import { CommentsController } from './api/comments.controller.ts';
import { CommentsResolver } from './api/comments.resolver.ts';
import { ModerationController } from './api/moderation.controller.ts';
import { AbuseReportResolver, ModerationResolver } from './api/moderation.resolver.ts';
import { OrderFieldsResolver } from './api/order-fields.resolver.ts';
import { PictureBodies } from './api/picture-bodies.ts';
import { ProductFieldsResolver, UserFieldsResolver } from './api/product-fields.resolver.ts';
import { ReviewFieldsResolver, ReviewPictureResolver } from './api/review-fields.resolver.ts';
import { ReviewListsController } from './api/review-lists.controller.ts';
import { ReviewPicturesController } from './api/review-pictures.controller.ts';
import { ReviewRulesController } from './api/review-rules.controller.ts';
import { ReviewRulesResolver } from './api/review-rules.resolver.ts';
import { ReviewsConsumers } from './api/reviews.consumers.ts';
import { ReviewsController } from './api/reviews.controller.ts';
import { ReviewsResolver } from './api/reviews.resolver.ts';
import { CountsAreExact } from './audit/counts-are-exact.ts';
import { AddComment } from './commands/add-comment.ts';
import { ChangeComment } from './commands/change-comment.ts';
import { ChangeLikes } from './commands/change-likes.ts';
import { ChangePictures } from './commands/change-pictures.ts';
import { ChangeRules } from './commands/change-rules.ts';
import { DeleteReview } from './commands/delete-review.ts';
import { EditReview } from './commands/edit-review.ts';
import { FillDemoReviews } from './commands/fill-demo-reviews.ts';
import { Moderate } from './commands/moderate.ts';
import { NoteProduct } from './commands/note-product.ts';
import { NotePurchases } from './commands/note-purchases.ts';
import { PictureFiles } from './commands/picture-files.ts';
import { RebuildProjections } from './commands/rebuild-projections.ts';
import { ReportAbuse } from './commands/report-abuse.ts';
import { WriteReview } from './commands/write-review.ts';
import { CommentRepository } from './domain/comment.repository.ts';
import { ModerationLog } from './domain/moderation-log.ts';
import { PICTURE_SIDES, PictureMaker } from './domain/pictures.ts';
import { ReviewRepository } from './domain/review.repository.ts';
import { AuthorReviews } from './queries/author-reviews.ts';
import { CommentThreads } from './queries/comment-threads.ts';
import { LikesOfCaller } from './queries/likes-of-caller.ts';
import { ModerationLists } from './queries/moderation-lists.ts';
import { ProductRatings } from './queries/product-ratings.ts';
import { ProductReviews } from './queries/product-reviews.ts';
import { ReviewDetails } from './queries/review-details.ts';
import { ReviewsToWrite } from './queries/reviews-to-write.ts';
import { TermsOfReviewing } from './queries/reviewing-terms.ts';
import { ReviewsConfig } from './reviews.config.ts';

/**
 * READ FIRST: what people think of products. In: GraphQL (the schema is in `*.graphql`), REST, and what orders and catalog
 * tell. Out: `review.*`, `comment.*`, `product.rated.v1` and `purchases.imported.v1`. It calls no other service.
 */
@Module({
  imports: [
    ServiceModule.for({
      name: 'reviews',
      config: [ReviewsConfig],
      messages,
      callers: ['gateway', 'accounts'],
      database: { entities: [ReviewEntity, CommentEntity], migrations: join(import.meta.dirname, '../migrations') },
    }),
    subgraph({ schemaFirst: { typePaths: [join(import.meta.dirname, '../src/*.graphql')] } }),
  ],
  controllers: [
    ReviewListsController,
    ReviewPicturesController,
    ModerationController,
    ReviewRulesController,
    CommentsController,
    ReviewsController,
    PersonalDataController,
  ],
  providers: [
    // In.
    ReviewsResolver,
    ReviewFieldsResolver,
    ReviewPictureResolver,
    CommentsResolver,
    CommentFieldsResolver,
    ProductFieldsResolver,
    UserFieldsResolver,
    OrderFieldsResolver,
    ModerationResolver,
    AbuseReportResolver,
    ReviewRulesResolver,
    PictureBodies,
    ReviewsConsumers,
    // Does.
    WriteReview,
    EditReview,
    DeleteReview,
    ChangePictures,
    PictureFiles,
    ChangeLikes,
    AddComment,
    ChangeComment,
    Moderate,
    ReportAbuse,
    ChangeRules,
    NoteProduct,
    NotePurchases,
    RebuildProjections,
    FillDemoReviews,
    // Answers.
    ReviewDetails,
    ProductReviews,
    AuthorReviews,
    ProductRatings,
    CommentThreads,
    LikesOfCaller,
    ModerationLists,
    TermsOfReviewing,
    ReviewsToWrite,
    // Always true.
    CountsAreExact,
    // Out.
    { provide: PersonalData, useClass: ReviewsPersonalData },
    { provide: ReviewRepository, useClass: TypeOrmReviewRepository },
    { provide: CommentRepository, useClass: TypeOrmCommentRepository },
    { provide: ModerationLog, useClass: PostgresModerationLog },
    { provide: PictureMaker, useFactory: () => new FittedPictures(PICTURE_SIDES, { concurrency: 1, queue: 16 }) },
  ],
})
export class ReviewsModule {}
