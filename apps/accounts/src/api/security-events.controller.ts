import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentIdentity, type Identity, linkNextPage, RequiresScopes } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { SECURITY_EVENT_KINDS } from '../domain/security-log.ts';
import { AuditTrail } from '../queries/audit-trail.ts';
import { type SessionPage as Page, sessionPage as pageQuery } from './accounts.schemas.ts';
import { asOwnerSees } from './security-event.types.ts';

const kind = z.enum(SECURITY_EVENT_KINDS);
const moment = z.iso.datetime({ offset: true });
const auditQuery = pageQuery.extend({
  kind: kind.optional(),
  user: z.uuid().optional().describe('who did it, or to whom it was done'),
  from: moment.optional().describe('not before this moment'),
  to: moment.optional().describe('before this moment'),
});
type AuditQuery = z.output<typeof auditQuery>;

const happened = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  kind,
  sessionId: z.uuid().nullable(),
  ipPrefix: z.string().nullable().describe('from which network; addresses are not kept'),
});
const ownEvent = happened.extend({ isByOwner: z.boolean().describe('false for what staff did') });
const auditEntry = happened.extend({
  actorId: z.uuid().nullable(),
  subjectId: z.uuid().nullable().describe('to whom, if to somebody else'),
  requestId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()).nullable().describe('what exactly; it depends on the kind'),
});
const answers = {
  own: z.object({ items: z.array(ownEvent), nextCursor: z.string().nullable() }),
  all: z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable() }),
};

@ApiTags('audit')
@ApiBearerAuth()
@Controller('api/v1')
export class SecurityEventsController {
  constructor(private readonly trail: AuditTrail) {}

  @Authenticated()
  @Get('me/security-events')
  @ApiOperation({ summary: 'What happened to the own account, the newest first.' })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', standardSchema: answers.own })
  async own(
    @Query({ schema: pageQuery }) { limit: first, cursor: after }: Page,
    @CurrentIdentity() { userId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { items, hasNext, endCursor } = await this.trail.find({ userId, first, after });
    const nextCursor = (hasNext && endCursor) || null;
    linkNextPage(reply, nextCursor);
    return { items: items.map((entry) => asOwnerSees(userId, entry)), nextCursor };
  }

  @RequiresScopes('accounts:manage:any')
  @Get('security-events')
  @ApiOperation({ summary: 'What happened to accounts, the newest first; conditions narrow each other.' })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', standardSchema: answers.all })
  async all(
    @Query({ schema: auditQuery }) { limit: first, cursor: after, user: userId, from, to, kind: ofKind }: AuditQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const period = { from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined };
    const { items, hasNext, endCursor } = await this.trail.find({ first, after, userId, kind: ofKind, ...period });
    const nextCursor = (hasNext && endCursor) || null;
    linkNextPage(reply, nextCursor);
    return { items, nextCursor };
  }
}
