export { FillDemoReviews } from './commands/fill-demo-reviews.ts';
export { RebuildProjections as RebuildReviewProjections } from './commands/rebuild-projections.ts';
export { ReviewsModule } from './reviews.module.ts';
