import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import { CurrentIdentity, type Identity, MatchedVersion, matching, RequiresScopes, toOpenApi } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DecideReturn } from '../commands/decide-return.ts';
import { noteFields, receiveFields, rejectFields } from '../commands/return-input.ts';
import { Returns } from '../queries/returns.ts';
import { ChangesWhatWasRead } from './parcel.http.ts';
import { type ReturnResource, returnView, toReturnResource } from './return.view.ts';

const approveBody = z.strictObject(noteFields).default({});
const rejectBody = z.strictObject(rejectFields);
const receiveBody = z.strictObject(receiveFields);
type ApproveBody = z.output<typeof approveBody>;
type RejectBody = z.output<typeof rejectBody>;
type ReceiveBody = z.output<typeof receiveBody>;

const answered = toOpenApi(returnView);
const REFUSED = 'RETURN_NOT_POSSIBLE.';

/** What staff decide about goods that come back. */
@ApiTags('Returns')
@Controller('api/v1/returns')
export class ReturnCareController {
  constructor(
    private readonly returns: Returns,
    private readonly decisions: DecideReturn,
  ) {}

  @RequiresScopes('shipping:write:any')
  @Post(':id/approve')
  @HttpCode(200)
  @ChangesWhatWasRead('Agrees that it may come back.', answered, REFUSED)
  async approve(
    @Param('id', { schema: id }) returnId: string,
    @Body({ schema: approveBody }) { note }: ApproveBody,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReturnResource> {
    const call = { staffId: identity.userId };
    await matching(() => this.decisions.approve({ returnId, expectedVersion, note }, call));
    return this.answer(returnId, identity, reply);
  }

  @RequiresScopes('shipping:write:any')
  @Post(':id/reject')
  @HttpCode(200)
  @ChangesWhatWasRead('Says no, and why.', answered, REFUSED)
  async reject(
    @Param('id', { schema: id }) returnId: string,
    @Body({ schema: rejectBody }) { reason }: RejectBody,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReturnResource> {
    const call = { staffId: identity.userId };
    await matching(() => this.decisions.reject({ returnId, expectedVersion, reason }, call));
    return this.answer(returnId, identity, reply);
  }

  @RequiresScopes('shipping:write:any')
  @Post(':id/receive')
  @HttpCode(200)
  @ChangesWhatWasRead('Says what has come, and gives back what was paid for it.', answered, REFUSED)
  async receive(
    @Param('id', { schema: id }) returnId: string,
    @Body({ schema: receiveBody }) { lines }: ReceiveBody,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReturnResource> {
    const call = { staffId: identity.userId };
    await matching(() => this.decisions.receive({ returnId, expectedVersion, lines }, call));
    return this.answer(returnId, identity, reply);
  }

  @RequiresScopes('shipping:write:any')
  @Post(':id/refund')
  @HttpCode(200)
  @ChangesWhatWasRead('Asks once more for the refund that was refused.', answered, REFUSED)
  async refund(
    @Param('id', { schema: id }) returnId: string,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReturnResource> {
    await matching(() => this.decisions.refund({ returnId, expectedVersion }, { staffId: identity.userId }));
    return this.answer(returnId, identity, reply);
  }

  @RequiresScopes('shipping:write:any')
  @Post(':id/close')
  @HttpCode(200)
  @ChangesWhatWasRead('Says that nothing more is to be done.', answered, REFUSED)
  async close(
    @Param('id', { schema: id }) returnId: string,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReturnResource> {
    await matching(() => this.decisions.close({ returnId, expectedVersion }, { staffId: identity.userId }));
    return this.answer(returnId, identity, reply);
  }

  private async answer(returnId: string, identity: Identity, reply: FastifyReply): Promise<ReturnResource> {
    const request = await this.returns.get(returnId, { identity });
    reply.header('etag', `"${request.version}"`).header('cache-control', 'no-store');
    return toReturnResource(request, { identity });
  }
}
