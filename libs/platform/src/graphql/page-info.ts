import { Directive, Field, ObjectType } from '@nestjs/graphql';

/** Relay's PageInfo for lists that are walked forwards by keyset. */
@ObjectType({ description: 'Where a page stands in its list.' })
@Directive('@shareable')
export class PageInfo {
  @Field({ description: 'True when there is a next page.' })
  hasNextPage: boolean;

  @Field(() => String, { nullable: true, description: 'Pass it as "after" to get the next page.' })
  endCursor?: string | null;
}
