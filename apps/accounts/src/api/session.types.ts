import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { KeysetPage } from '@tovar/platform';
import { encodeCursor } from '@tovar/platform';
import { DateTimeScalar, PageInfo, UserError } from '@tovar/platform/graphql';
import { Transform } from 'class-transformer';
import { IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { EMAIL, LONGEST_EMAIL, normalizeEmail } from '../domain/user.ts';
import type { LiveSession } from '../queries/live-sessions.ts';
import { LONGEST_PASSWORD_INPUT, LONGEST_TOKEN_INPUT } from './accounts.schemas.ts';
import { UserType } from './user.types.ts';

@ObjectType('Session', { description: 'One login on one device.' })
export class SessionType {
  @Field(() => ID, { description: 'The claim `sid` of its access tokens.' })
  id: string;

  @Field(() => DateTimeScalar, { description: 'When the person logged in.' })
  startedAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last continued.' })
  lastUsedAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it ends however much it is used.' })
  endsAt: Date;

  @Field(() => String, { nullable: true, description: 'What the device calls itself.' })
  userAgent: string | null;

  @Field(() => String, { nullable: true, description: 'The network it was started from, not the address.' })
  ipPrefix: string | null;

  @Field({ description: 'True for the session that asks.' })
  isCurrent: boolean;
}

@ObjectType({ description: 'A session in its list.' })
export class SessionEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => SessionType, { description: 'The session.' })
  node: SessionType;
}

@ObjectType({ description: 'Sessions, the newest first.' })
export class SessionConnection {
  @Field(() => [SessionEdge], { description: 'In order.' })
  edges: SessionEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

export function toSessionConnection({ items, hasNext, endCursor }: KeysetPage<LiveSession>): SessionConnection {
  const edges = items.map((node) => ({ cursor: encodeCursor([node.id]), node }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}

@InputType({ description: 'Who logs in.' })
export class LogInInput {
  @Field({ description: 'The address of the account.' })
  @Transform(({ value }) => normalizeEmail(String(value)))
  @MaxLength(LONGEST_EMAIL)
  @Matches(EMAIL, { message: 'This is not an e-mail address.' })
  email: string;

  @Field({ description: 'Its password.' })
  @Length(1, LONGEST_PASSWORD_INPUT)
  password: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What the last login on this device answered; with it, strangers who guess cannot slow this login down.',
  })
  @IsOptional()
  @Length(1, LONGEST_TOKEN_INPUT)
  deviceToken?: string;
}

@InputType({ description: 'A session to continue.' })
export class RefreshSessionInput {
  @Field({ description: 'The last refresh token that was answered.' })
  @Length(1, LONGEST_TOKEN_INPUT)
  refreshToken: string;
}

@ObjectType({ description: 'What a client needs to act for the person. Keep it secret.' })
export class SessionTokens {
  @Field({ description: 'Send it as "Authorization: Bearer …".' })
  accessToken: string;

  @Field(() => DateTimeScalar, { description: 'When the access token ends.' })
  accessTokenEndsAt: Date;

  @Field({ description: 'Exchange it for new tokens, once; by then it has a successor.' })
  refreshToken: string;

  @Field(() => DateTimeScalar, { description: 'When the refresh token ends unless it is used before.' })
  refreshTokenEndsAt: Date;

  @Field(() => ID, { description: 'The session.' })
  sessionId: string;

  @Field(() => UserType, { description: 'The account that is logged in.' })
  user: UserType;
}

@ObjectType({ description: 'The tokens of a new session, or why there are none.' })
export class LogInPayload {
  @Field(() => SessionTokens, { nullable: true, description: 'The tokens.' })
  tokens?: SessionTokens;

  @Field(() => String, {
    nullable: true,
    description:
      'Keep it on the device beyond logging out, and send it with the next login. It opens nothing by itself.',
  })
  deviceToken?: string;

  @Field(() => [UserError], { description: 'INVALID_CREDENTIALS.' })
  errors: UserError[];
}

@ObjectType({ description: 'The next tokens of a session, or why there are none.' })
export class RefreshSessionPayload {
  @Field(() => SessionTokens, { nullable: true, description: 'The tokens.' })
  tokens?: SessionTokens;

  @Field(() => [UserError], { description: 'INVALID_REFRESH_TOKEN: log in again.' })
  errors: UserError[];
}

@ObjectType({ isAbstract: true })
abstract class EndedSessionsPayload {
  @Field(() => [ID], { description: 'The sessions that ended now.' })
  endedSessionIds: readonly string[];

  @Field(() => [UserError], { description: 'NOT_FOUND for a session that is not there to end.' })
  errors: UserError[];
}

@ObjectType({ description: 'What ended by logging out.' })
export class LogOutPayload extends EndedSessionsPayload {}

@ObjectType({ description: 'What ended by logging out everywhere.' })
export class LogOutEverywherePayload extends EndedSessionsPayload {}

@ObjectType({ description: 'What ended because the person chose it.' })
export class RevokeSessionPayload extends EndedSessionsPayload {}
