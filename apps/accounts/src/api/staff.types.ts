import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { encodeCursor, type KeysetPage } from '@tovar/platform';
import { PageArgs, PageInfo, UserError } from '@tovar/platform/graphql';
import { IsBoolean, IsOptional, IsUUID, Length, Matches } from 'class-validator';
import { ROLE_NAME } from '../domain/role.ts';
import { DISPLAY_NAME } from '../domain/user.ts';
import { UserType } from './user.types.ts';

@ArgsType()
export class UsersArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those who are kept out, or only the others.' })
  @IsOptional()
  @IsBoolean()
  isBlocked?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Only those who have this role.' })
  @IsOptional()
  @Matches(ROLE_NAME)
  role?: string | null;

  @Field(() => String, { nullable: true, description: 'Only those whose address begins so.' })
  @IsOptional()
  @Length(1, 254)
  @Matches(DISPLAY_NAME)
  email?: string | null;
}

@ArgsType()
export class AssignmentArgs {
  @Field(() => ID, { description: 'Whose.' })
  @IsUUID()
  userId: string;

  @Field({ description: 'Which.' })
  @Matches(ROLE_NAME)
  role: string;
}

@ObjectType({ description: 'A user in the list of staff.' })
export class UserEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => UserType, { description: 'The user.' })
  node: UserType;
}

@ObjectType({ description: 'Users, the newest first.' })
export class UserConnection {
  @Field(() => [UserEdge], { description: 'In order.' })
  edges: UserEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ObjectType({ isAbstract: true })
abstract class ChangedUserPayload {
  @Field(() => UserType, { nullable: true, description: 'The user as they are now.' })
  user?: UserType;

  @Field(() => [UserError], { description: 'BEYOND_OWN_SCOPES, LAST_ADMIN, NOT_FOUND.' })
  errors: UserError[];
}

@ObjectType({ description: 'The user with the role, or why not.' })
export class AssignRolePayload extends ChangedUserPayload {}

@ObjectType({ description: 'The user without the role, or why not.' })
export class UnassignRolePayload extends ChangedUserPayload {}

@ObjectType({ description: 'The user who is kept out now, or why not.' })
export class BlockUserPayload extends ChangedUserPayload {}

@ObjectType({ description: 'The user who may come in again, or why not.' })
export class UnblockUserPayload extends ChangedUserPayload {}

export function toUserConnection({ items, hasNext, endCursor }: KeysetPage<UserType>): UserConnection {
  const edges = items.map((node) => ({ cursor: encodeCursor([node.id]), node }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}
