import { ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { id as uuid } from '@tovar/contracts';
import { currentRequest } from '@tovar/platform';
import { ReviewsToWrite } from '../queries/reviews-to-write.ts';
import type { Reference } from './product-fields.resolver.ts';

/** What reviews knows of orders. */
@Resolver('Order')
export class OrderFieldsResolver {
  constructor(private readonly toWrite: ReviewsToWrite) {}

  @ResolveReference()
  resolveReference({ id }: Reference): Reference {
    return { id };
  }

  @ResolveField()
  async reviewsToWrite({ id }: Reference): Promise<Reference[]> {
    const identity = currentRequest()?.identity;
    if (!identity || !uuid.safeParse(id).success) return [];
    return (await this.toWrite.of(identity.userId, id)).map((productId) => ({ id: productId }));
  }
}
