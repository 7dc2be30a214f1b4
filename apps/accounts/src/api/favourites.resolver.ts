import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, currentRequest, type Identity } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { ChangeFavourites } from '../commands/change-favourites.ts';
import { FavouriteList } from '../queries/favourite-list.ts';
import {
  AddFavouritePayload,
  FavouriteConnection,
  RemoveFavouritePayload,
  toFavouriteConnection,
} from './favourite.types.ts';
import { UserType } from './user.types.ts';

@Resolver(() => UserType)
export class FavouritesResolver {
  constructor(
    private readonly changes: ChangeFavourites,
    private readonly list: FavouriteList,
  ) {}

  @ResolveField(() => FavouriteConnection, {
    nullable: true,
    description: 'The products that the person has marked, the latest first; null for everybody else.',
  })
  async favourites(
    @Parent() { id }: UserType,
    @Args('first', { type: () => Int, nullable: true, description: '1 to 100; 20 unless given.' }) first?:
      | number
      | null,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of this list.' }) after?: string | null,
  ): Promise<FavouriteConnection | undefined> {
    const { identity } = currentRequest() ?? {};
    if (identity?.userId !== id || identity.isApiKey) return undefined;
    return toFavouriteConnection(await this.list.find({ userId: id, first, after }));
  }

  @Authenticated()
  @Mutation(() => AddFavouritePayload, { description: 'Marks a product; marking it again is fine.' })
  async addFavourite(
    @Args('productId', { type: () => ID, description: 'Which one.' }, ParseUUIDPipe) productId: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<AddFavouritePayload> {
    const { errors } = await refusalsAsData(() => this.changes.add(userId, productId), {
      TooManyFavourites: 'PlainUserError',
    });
    return errors.length > 0 ? { errors } : { product: { id: productId }, errors };
  }

  @Authenticated()
  @Mutation(() => RemoveFavouritePayload, { description: 'Takes the mark away; nothing happens where there is none.' })
  async removeFavourite(
    @Args('productId', { type: () => ID, description: 'Which one.' }, ParseUUIDPipe) productId: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<RemoveFavouritePayload> {
    await this.changes.remove(userId, productId);
    return { product: { id: productId }, errors: [] };
  }
}
