import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { encodeCursor, type KeysetPage } from '@tovar/platform';
import { DateTimeScalar, PageInfo, UserError } from '@tovar/platform/graphql';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Length, Matches, Max, Min } from 'class-validator';
import { type ApiKey, LONGEST_KEY_DAYS, LONGEST_KEY_NAME } from '../domain/api-key.ts';
import { MOST_GRANTS, SCOPE } from '../domain/role.ts';
import { DISPLAY_NAME } from '../domain/user.ts';

@ObjectType('ApiKey', { description: 'A key by which an integration acts for its owner.' })
export class ApiKeyType {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field({ description: 'What it is for.' })
  name: string;

  @Field({ description: 'How it begins.' })
  prefix: string;

  @Field(() => [String], { description: 'What it may do, as far as its owner may.' })
  scopes: readonly string[];

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it ends by itself.' })
  expiresAt: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was last exchanged for a token; every few minutes in use.',
  })
  lastUsedAt: Date | null;
}

@ObjectType({ description: 'A key in its list.' })
export class ApiKeyEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => ApiKeyType, { description: 'The key.' })
  node: ApiKeyType;
}

@ObjectType({ description: 'API keys, the newest first.' })
export class ApiKeyConnection {
  @Field(() => [ApiKeyEdge], { description: 'In order.' })
  edges: ApiKeyEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@InputType({ description: 'A new key.' })
export class CreateApiKeyInput {
  @Field({ description: 'What it is for.' })
  @Transform(({ value }) => String(value).trim())
  @Length(1, LONGEST_KEY_NAME)
  @Matches(DISPLAY_NAME, { message: 'No control characters.' })
  name: string;

  @Field(() => [String], { description: 'What it may do; nothing that the caller may not.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_GRANTS)
  @Matches(SCOPE, { each: true })
  scopes: string[];

  @Field(() => Int, { description: '1 to 365.' })
  @IsInt()
  @Min(1)
  @Max(LONGEST_KEY_DAYS)
  expiresInDays: number;
}

@ObjectType({ description: 'The new key, or why there is none.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKeyType, { nullable: true, description: 'As it is listed.' })
  apiKey?: ApiKeyType;

  @Field(() => String, { nullable: true, description: 'The key itself. It is shown this once; keep it secret.' })
  secret?: string;

  @Field(() => [UserError], { description: 'BEYOND_OWN_SCOPES, TOO_MANY_API_KEYS.' })
  errors: UserError[];
}

@ObjectType({ description: 'What ended, or why nothing did.' })
export class RevokeApiKeyPayload {
  @Field(() => ID, { nullable: true, description: 'The key that is refused from now on.' })
  revokedId?: string;

  @Field(() => [UserError], { description: 'NOT_FOUND.' })
  errors: UserError[];
}

export function toApiKeyConnection({ items, hasNext, endCursor }: KeysetPage<ApiKey>): ApiKeyConnection {
  const edges = items.map((node) => ({ cursor: encodeCursor([node.id]), node }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}
