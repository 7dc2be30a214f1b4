import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, type Identity, Public, RequiresScopes } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { EndSessions } from '../commands/end-sessions.ts';
import { LogIn } from '../commands/log-in.ts';
import { RefreshSession } from '../commands/refresh-session.ts';
import { RevokeSession } from '../commands/revoke-session.ts';
import type { Client } from '../domain/client.ts';
import { LiveSessions } from '../queries/live-sessions.ts';
import { RequestingClient } from './requesting-client.ts';
import {
  LogInInput,
  LogInPayload,
  LogOutEverywherePayload,
  LogOutPayload,
  RefreshSessionInput,
  RefreshSessionPayload,
  RevokeSessionPayload,
  SessionConnection,
  SessionType,
  toSessionConnection,
} from './session.types.ts';

const plain = (...errors: string[]): Record<string, string> =>
  Object.fromEntries(errors.map((name) => [name, 'PlainUserError']));

@Resolver(() => SessionType)
export class SessionsResolver {
  constructor(
    private readonly login: LogIn,
    private readonly refresh: RefreshSession,
    private readonly endSessions: EndSessions,
    private readonly revoke: RevokeSession,
    private readonly liveSessions: LiveSessions,
  ) {}

  @RequiresScopes('sessions:read:own')
  @Query(() => SessionConnection, { description: 'Where the account is logged in, the newest session first.' })
  async sessions(
    @CurrentIdentity() { userId, sessionId: currentId }: Identity,
    @Args('first', { type: () => Int, nullable: true, description: '1 to 100; 20 unless given.' }) first?:
      | number
      | null,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of this list.' }) after?: string | null,
  ): Promise<SessionConnection> {
    return toSessionConnection(await this.liveSessions.find({ userId, currentId, first, after }));
  }

  @Public()
  @Mutation(() => LogInPayload, { description: 'Starts a session.' })
  async logIn(
    @Args('input') { email, password, deviceToken }: LogInInput,
    @RequestingClient() client: Client,
  ): Promise<LogInPayload> {
    const { result, errors } = await refusalsAsData(
      () => this.login.execute({ email, password, deviceToken, client }),
      plain('InvalidCredentials'),
    );
    return { ...result, errors };
  }

  @Public()
  @Mutation(() => RefreshSessionPayload, { description: 'Exchanges a refresh token for new tokens.' })
  async refreshSession(
    @Args('input') { refreshToken }: RefreshSessionInput,
    @RequestingClient() client: Client,
  ): Promise<RefreshSessionPayload> {
    const { result: tokens, errors } = await refusalsAsData(
      () => this.refresh.execute({ refreshToken, client }),
      plain('InvalidRefreshToken'),
    );
    return { tokens, errors };
  }

  @Authenticated()
  @Mutation(() => LogOutPayload, { description: 'Ends the session that asks.' })
  async logOut(
    @CurrentIdentity() { userId, sessionId }: Identity,
    @RequestingClient() client: Client,
  ): Promise<LogOutPayload> {
    return {
      endedSessionIds: await this.endSessions.execute({ userId, sessionId, reason: 'logged-out', client }),
      errors: [],
    };
  }

  @Authenticated()
  @Mutation(() => LogOutEverywherePayload, { description: 'Ends all sessions of the account.' })
  async logOutEverywhere(
    @CurrentIdentity() { userId }: Identity,
    @RequestingClient() client: Client,
  ): Promise<LogOutEverywherePayload> {
    return {
      endedSessionIds: await this.endSessions.execute({ userId, reason: 'logged-out-everywhere', client }),
      errors: [],
    };
  }

  @RequiresScopes('sessions:revoke:own')
  @Mutation(() => RevokeSessionPayload, { description: 'Ends one of the own sessions.' })
  async revokeSession(
    @Args('id', { type: () => ID, description: 'The session to end.' }, ParseUUIDPipe) sessionId: string,
    @CurrentIdentity() { userId }: Identity,
    @RequestingClient() client: Client,
  ): Promise<RevokeSessionPayload> {
    const { errors } = await refusalsAsData(
      () => this.revoke.execute({ userId, sessionId, client }),
      plain('NotFound'),
    );
    return { endedSessionIds: errors.length === 0 ? [sessionId] : [], errors };
  }
}
