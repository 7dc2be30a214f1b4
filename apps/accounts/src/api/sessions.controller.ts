import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentIdentity, type Identity, Public, RequiresScopes } from '@tovar/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EndSessions } from '../commands/end-sessions.ts';
import type { IssuedTokens } from '../commands/issue-tokens.ts';
import { LogIn } from '../commands/log-in.ts';
import { RefreshSession } from '../commands/refresh-session.ts';
import { RevokeSession } from '../commands/revoke-session.ts';
import type { Client } from '../domain/client.ts';
import { LiveSessions } from '../queries/live-sessions.ts';
import {
  answers,
  type LogInBody,
  logInInput,
  type RefreshBody,
  refreshInput,
  sessionId,
  type SessionPage,
  sessionPage,
} from './accounts.schemas.ts';
import {
  clearRefreshCookie,
  deviceCookieOf,
  isNative,
  refreshCookieOf,
  setDeviceCookie,
  setRefreshCookie,
} from './refresh-cookie.ts';
import { RequestingClient } from './requesting-client.ts';
import { SameSiteGuard } from './same-site.guard.ts';

@ApiTags('sessions')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly logIn: LogIn,
    private readonly refreshSession: RefreshSession,
    private readonly endSessions: EndSessions,
    private readonly revokeSession: RevokeSession,
    private readonly sessions: LiveSessions,
  ) {}

  @Public()
  @Post()
  @ApiOperation({ summary: 'Logs in: starts a session.' })
  @ApiResponse({ status: 201, standardSchema: answers.tokens })
  async post(
    @Body({ schema: logInInput }) body: LogInBody,
    @RequestingClient() client: Client,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const known = isNative(request) ? body.deviceToken : deviceCookieOf(request);
    const { tokens, deviceToken } = await this.logIn.execute({ ...body, deviceToken: known, client });
    const answer = handOver(tokens, request, reply);
    if (isNative(request)) return { ...answer, deviceToken };
    setDeviceCookie(reply, deviceToken);
    return answer;
  }

  @Public()
  @UseGuards(SameSiteGuard)
  @Post('refresh')
  @HttpCode(200)
  @ApiBody({ required: false, description: 'Nothing from browsers.' })
  @ApiOperation({ summary: 'Exchanges the refresh token, of the cookie or of a native client, for new tokens.' })
  @ApiResponse({ status: 200, standardSchema: answers.tokens })
  async refresh(
    @Body({ schema: refreshInput }) body: RefreshBody,
    @RequestingClient() client: Client,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const refreshToken = (isNative(request) ? body?.refreshToken : refreshCookieOf(request)) ?? '';
    return handOver(await this.refreshSession.execute({ refreshToken, client }), request, reply);
  }

  @Authenticated()
  @UseGuards(SameSiteGuard)
  @Delete('current')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Logs out.' })
  async logOut(
    @CurrentIdentity() { userId, sessionId: current }: Identity,
    @RequestingClient() client: Client,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.endSessions.execute({ userId, sessionId: current, reason: 'logged-out', client });
    clearRefreshCookie(reply);
  }

  @Authenticated()
  @UseGuards(SameSiteGuard)
  @Delete()
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Logs out everywhere.' })
  async logOutEverywhere(
    @CurrentIdentity() { userId }: Identity,
    @RequestingClient() client: Client,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.endSessions.execute({ userId, reason: 'logged-out-everywhere', client });
    clearRefreshCookie(reply);
  }

  @RequiresScopes('sessions:read:own')
  @Get()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Where the account is logged in, the newest session first.' })
  @ApiResponse({ status: 200, standardSchema: answers.sessions })
  async list(
    @Query({ schema: sessionPage }) page: SessionPage,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.sessions.find({
      userId: identity.userId,
      currentId: identity.sessionId,
      first: page.limit,
      after: page.cursor,
    });
    const nextCursor = found.hasNext ? (found.endCursor ?? null) : null;
    if (nextCursor)
      reply.header('link', `</api/v1/sessions?limit=${found.items.length}&cursor=${nextCursor}>; rel="next"`);
    return { items: found.items, nextCursor };
  }

  @RequiresScopes('sessions:revoke:own')
  @Delete(':id')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Ends one of the own sessions.' })
  async revoke(
    @Param('id', { schema: sessionId }) id: string,
    @CurrentIdentity() { userId }: Identity,
    @RequestingClient() client: Client,
  ): Promise<void> {
    await this.revokeSession.execute({ userId, sessionId: id, client });
  }
}

/** Browsers keep the refresh token where no script reads it; native clients get it in the body. */
function handOver({ refreshToken, ...tokens }: IssuedTokens, request: FastifyRequest, reply: FastifyReply) {
  const answer = { tokenType: 'Bearer', ...tokens };
  if (isNative(request)) return { ...answer, refreshToken };
  setRefreshCookie(reply, refreshToken, tokens.refreshTokenEndsAt);
  return answer;
}
