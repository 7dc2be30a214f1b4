import { Args, ID, Int, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { can, currentRequest, markPublic, RequiresScopes } from '@tovar/platform';
import { Parsed } from '@tovar/platform/graphql';
import { z } from 'zod';
import { READS_OWN, READS_REPORTS } from '../domain/reading.ts';
import { Activities } from '../queries/activities.ts';
import { CountedUser, ProductActivity, UserActivity } from './activity.types.ts';
import { CountedProduct } from './report.types.ts';

const uuid = z.uuid();
/** No event says that somebody has looked: counts are half a minute old at most. */
const MAX_AGE_MS = 30_000;

/** What analytics adds to a product: one statement for all of a request. */
@Resolver(() => CountedProduct)
export class ProductActivityResolver {
  constructor(private readonly activities: Activities) {}

  @ResolveReference()
  resolveReference({ id }: CountedProduct): CountedProduct {
    markPublic({ tags: [], maxAgeMs: MAX_AGE_MS });
    return { id };
  }

  // Nullable, so that a product is still one while analytics cannot be asked.
  @ResolveField(() => Int, {
    nullable: true,
    description: 'How often its page was looked at, up to half a minute ago.',
  })
  async views(@Parent() { id }: CountedProduct): Promise<number | null> {
    return uuid.safeParse(id).success ? (await this.activities.ofProduct(id)).views : null;
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'Looks at its page within the last 30 days, and ten for each unit that was sold.',
  })
  async popularity(@Parent() { id }: CountedProduct): Promise<number | null> {
    return uuid.safeParse(id).success ? (await this.activities.ofProduct(id)).popularity : null;
  }
}

/** What somebody has done: for themselves, and for staff that reads reports. */
@Resolver(() => CountedUser)
export class UserActivityResolver {
  constructor(private readonly activities: Activities) {}

  @ResolveReference()
  resolveReference({ id }: CountedUser): CountedUser {
    return { id };
  }

  @ResolveField(() => UserActivity, {
    nullable: true,
    description: 'Orders and reviews in numbers, for the person and for those who read reports; null for others.',
  })
  async activity(@Parent() { id }: CountedUser): Promise<UserActivity | null> {
    const identity = currentRequest()?.identity;
    if (!identity || !uuid.safeParse(id).success) return null;
    const isOwn = identity.userId === id && can(identity, READS_OWN);
    return isOwn || can(identity, READS_REPORTS) ? this.activities.ofUser(id) : null;
  }
}

/** Activity, asked for by staff. What one has done oneself is `me { activity }`. */
@Resolver()
export class ActivitiesResolver {
  constructor(private readonly activities: Activities) {}

  @RequiresScopes(READS_REPORTS)
  @Query(() => UserActivity, { description: 'What somebody has done in the shop.' })
  userActivity(
    @Args('userId', { type: () => ID, description: 'Who.' }, new Parsed(uuid)) userId: string,
  ): Promise<UserActivity> {
    return this.activities.ofUser(userId);
  }

  @RequiresScopes(READS_REPORTS)
  @Query(() => ProductActivity, { description: 'What has become of a product since it came into the shop.' })
  async productActivity(
    @Args('productId', { type: () => ID, description: 'Which.' }, new Parsed(uuid)) productId: string,
  ): Promise<ProductActivity> {
    const { units: unitsSold, ...activity } = await this.activities.ofProduct(productId);
    return { ...activity, unitsSold };
  }
}
