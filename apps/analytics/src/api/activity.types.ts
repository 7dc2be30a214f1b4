import { Directive, Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'What somebody has done in the shop.' })
export class UserActivity {
  @Field(() => Int, { description: 'Orders they have placed.' })
  ordersPlaced: number;

  @Field(() => Int, { description: 'Orders they have paid for.' })
  ordersPaid: number;

  @Field(() => Int, { description: 'Reviews they have written and not deleted.' })
  reviewsWritten: number;
}

@ObjectType({ description: 'What has become of a product since it came into the shop.' })
export class ProductActivity {
  @Field(() => Int, { description: 'How often its page was looked at.' })
  views: number;

  @Field(() => Int, { description: 'Paid orders that it was in.' })
  orders: number;

  @Field(() => Int, { description: 'Units that were paid for.' })
  unitsSold: number;

  @Field(() => Int, { description: 'Reviews that count.' })
  reviews: number;

  @Field(() => Int, { nullable: true, description: 'Hundredths of a star; null without a review.' })
  ratingHundredths: number | null;
}

@ObjectType('User', { description: 'Somebody, as far as analytics knows them.' })
@Directive('@key(fields: "id")')
export class CountedUser {
  @Field(() => ID, { description: 'A UUID.' })
  id: string;
}
