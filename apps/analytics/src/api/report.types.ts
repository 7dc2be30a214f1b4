import { Directive, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { MoneyType } from '@tovar/contracts/graphql';
import { DateTimeScalar, enumOf, PageInfo } from '@tovar/platform/graphql';
import { BUCKETS } from '../domain/period.ts';
import { RANKINGS } from '../queries/ranked-products.ts';

export const BucketEnum = enumOf('ReportBucket', BUCKETS, 'What a period is divided into; weeks begin on Monday.');
export const RankingEnum = enumOf(
  'ProductRanking',
  RANKINGS,
  'What makes a product come first. TRENDING: more looks and sales than in as long a time before. RATING: its reviews of today.',
);

@ObjectType('Product', { description: 'A product, as far as analytics knows it.' })
@Directive('@key(fields: "id")')
export class CountedProduct {
  @Field(() => ID, { description: 'A UUID.' })
  id: string;
}

@ObjectType('Category', { description: 'A category, as far as analytics knows it.' })
@Directive('@key(fields: "id", resolvable: false)')
export class CountedCategory {
  @Field(() => ID, { description: 'A UUID.' })
  id: string;
}

@ObjectType({ description: 'What was done in the shop. Of a product or a category: views, orders and units alone.' })
export class ShopFunnel {
  @Field(() => Int, { description: 'How often pages of products were looked at.' })
  views: number;

  @Field(() => Int, { description: 'Searches.' })
  searches: number;

  @Field(() => Int, { description: 'Carts that were begun.' })
  carts: number;

  @Field(() => Int, { description: 'Orders that were placed, in any currency.' })
  ordersPlaced: number;

  @Field(() => Int, { description: 'Orders whose payment was begun.' })
  paymentsStarted: number;

  @Field(() => Int, { description: 'Orders that were paid, in any currency.' })
  ordersPaid: number;

  @Field(() => Int, { description: 'Orders that were cancelled, paid or not.' })
  ordersCancelled: number;

  @Field(() => Int, { description: 'Units that were paid for, in any currency.' })
  unitsSold: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Paid orders of ten thousand carts; of a product or a category, of ten thousand views. Null when there were none.',
  })
  conversionBasisPoints: number | null;
}

@ObjectType({ description: 'What was sold in one currency.' })
export class Sales {
  @Field(() => Int, { description: 'Paid orders.' })
  orders: number;

  @Field(() => MoneyType, { description: 'What was paid; of a product or a category, for its order lines.' })
  revenue: MoneyType;

  @Field(() => MoneyType, { description: 'What was given back, at the time when it was; nothing for products.' })
  refunded: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: 'Revenue by order, rounded half up; null without orders.' })
  averageOrder: MoneyType | null;
}

@ObjectType({ description: 'A stretch of time and what happened in it.' })
export class SalesBucketType {
  @Field(() => DateTimeScalar, { description: 'Its first moment.' })
  startsAt: Date;

  @Field(() => DateTimeScalar, { description: 'The first moment behind it.' })
  endsAt: Date;

  @Field(() => Sales, { description: 'What was sold.' })
  sales: Sales;

  @Field(() => ShopFunnel, { description: 'And how it came to that.' })
  funnel: ShopFunnel;
}

@ObjectType('SalesReport', { description: 'Sales over a period.' })
export class SalesReportType {
  @Field(() => [SalesBucketType], { description: 'In order of time, without gaps.' })
  buckets: SalesBucketType[];

  @Field(() => Sales, { description: 'What was sold in all.' })
  sales: Sales;

  @Field(() => ShopFunnel, { description: 'And how it came to that.' })
  funnel: ShopFunnel;
}

@ObjectType('RankedProduct', { description: 'A product and what it came to within the period.' })
export class RankedProductType {
  @Field(() => CountedProduct, { description: 'The product.' })
  product: CountedProduct;

  @Field(() => Int, { description: 'How often its page was looked at.' })
  views: number;

  @Field(() => Int, { description: 'Paid orders that it was in.' })
  orders: number;

  @Field(() => Int, { description: 'Units that were paid for.' })
  unitsSold: number;

  @Field(() => MoneyType, { description: 'What was paid for it, in the currency asked for.' })
  revenue: MoneyType;

  @Field(() => Int, { description: 'Reviews that count, today.' })
  reviews: number;

  @Field(() => Int, { nullable: true, description: 'Hundredths of a star, today; null without a review.' })
  ratingHundredths: number | null;
}

@ObjectType({ description: 'A product in a ranking.' })
export class RankedProductEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => RankedProductType, { description: 'The product.' })
  node: RankedProductType;
}

@ObjectType({ description: 'Products, the first one first.' })
export class RankedProductConnection {
  @Field(() => [RankedProductEdge], { description: 'In order.' })
  edges: RankedProductEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ObjectType('SoldCategory', { description: 'A category and what its products, and those below it, sold.' })
export class SoldCategoryType {
  @Field(() => CountedCategory, { description: 'The category.' })
  category: CountedCategory;

  @Field(() => Int, { description: 'Units that were paid for in the currency.' })
  unitsSold: number;

  @Field(() => MoneyType, { description: 'What was paid for them.' })
  revenue: MoneyType;
}

@ObjectType({ description: 'A category in its list.' })
export class SoldCategoryEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => SoldCategoryType, { description: 'The category.' })
  node: SoldCategoryType;
}

@ObjectType({ description: 'Categories by revenue, the most first.' })
export class SoldCategoryConnection {
  @Field(() => [SoldCategoryEdge], { description: 'In order.' })
  edges: SoldCategoryEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ObjectType({ description: 'Words that were searched for.' })
export class SearchedWordsType {
  @Field({ description: 'In lower case.' })
  words: string;

  @Field(() => Int, { description: 'How often.' })
  searches: number;

  @Field(() => Int, { description: 'How often nothing was found.' })
  inVain: number;
}

@ObjectType({ description: 'Words in their list.' })
export class SearchedWordsEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => SearchedWordsType, { description: 'The words.' })
  node: SearchedWordsType;
}

@ObjectType({ description: 'What people search for, the most first.' })
export class SearchedWordsConnection {
  @Field(() => [SearchedWordsEdge], { description: 'In order.' })
  edges: SearchedWordsEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ObjectType({ description: 'A variant that will be sold out.' })
export class StockOut {
  @Field(() => CountedProduct, { description: 'Its product.' })
  product: CountedProduct;

  @Field(() => ID, { description: 'The variant.' })
  variantId: string;

  @Field({ description: 'Its article number.' })
  sku: string;

  @Field(() => Int, { description: 'How many can be sold now.' })
  available: number;

  @Field(() => Int, { description: 'Units that were sold within the last 28 days.' })
  unitsSold: number;

  @Field(() => Int, { description: 'Whole days until nothing is left, if it goes on like that.' })
  daysLeft: number;

  @Field(() => DateTimeScalar, { description: 'When that is.' })
  runsOutAt: Date;
}
