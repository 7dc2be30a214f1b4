export { FillDemoReviews } from './commands/fill-demo-reviews.ts';
export { ReviewsModule } from './reviews.module.ts';
