import { Directive, Field, ID, ObjectType } from '@nestjs/graphql';
import { encodeCursor, type KeysetPage } from '@tovar/platform';
import { DateTimeScalar, PageInfo, UserError } from '@tovar/platform/graphql';
import type { Favourite } from '../domain/favourite.ts';
import { cursorKeyOf } from '../queries/favourite-list.ts';

@ObjectType('Product')
@Directive('@key(fields: "id", resolvable: false)')
export class ProductStub {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;
}

@ObjectType({ description: 'A product in the list of favourites.' })
export class FavouriteEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => DateTimeScalar, { description: 'When it was marked.' })
  addedAt: Date;

  @Field(() => ID, { description: 'The product that was marked, also when it is gone.' })
  productId: string;

  @Field(() => ProductStub, { nullable: true, description: 'The product as it is now; null when it is gone.' })
  node: ProductStub;
}

@ObjectType({ description: 'Favourites, the latest first.' })
export class FavouriteConnection {
  @Field(() => [FavouriteEdge], { description: 'In order.' })
  edges: FavouriteEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ObjectType({ isAbstract: true })
abstract class FavouritePayload {
  @Field(() => ProductStub, { nullable: true, description: 'The product.' })
  product?: ProductStub;

  @Field(() => [UserError], { description: 'TOO_MANY_FAVOURITES.' })
  errors: UserError[];
}

@ObjectType({ description: 'The product that is marked now, or why it is not.' })
export class AddFavouritePayload extends FavouritePayload {}

@ObjectType({ description: 'The product that is not marked any more.' })
export class RemoveFavouritePayload extends FavouritePayload {}

export function toFavouriteConnection({ items, hasNext, endCursor }: KeysetPage<Favourite>): FavouriteConnection {
  const edges = items.map((favourite) => ({
    ...favourite,
    cursor: encodeCursor(cursorKeyOf(favourite)),
    node: { id: favourite.productId },
  }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}
