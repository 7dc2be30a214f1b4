import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { OnlyServices } from '../identity/access.ts';
import { AuditLog, type InvariantStatus } from './audit-log.ts';
import { Auditor, type InvariantReport } from './auditor.ts';

const auditRound = z.strictObject({ scope: z.enum(['new', 'everything']), isQuiet: z.boolean() });
type RoundBody = z.output<typeof auditRound>;

/** How a service's invariants stand, for the status page; and a round on demand. */
@ApiExcludeController()
@Controller('internal/audit')
export class AuditController {
  constructor(
    private readonly auditor: Auditor,
    private readonly log: AuditLog,
  ) {}

  @OnlyServices('gateway')
  @Get()
  async status(): Promise<{ invariants: readonly InvariantStatus[] }> {
    return { invariants: await this.log.status() };
  }

  @OnlyServices('gateway')
  @Post('rounds')
  @HttpCode(200)
  async round(@Body({ schema: auditRound }) round: RoundBody): Promise<{ invariants: readonly InvariantReport[] }> {
    return { invariants: await this.auditor.round(round) };
  }
}
