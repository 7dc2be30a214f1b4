import { Body, Controller, Get, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PlatformConfig, Public } from '@tovar/platform';
import { z } from 'zod';
import { CONTENT_SECURITY_POLICY, page } from './page.ts';
import { ShopAudit, type ShopAuditReport } from './shop-audit.ts';
import { ShopStatus, type ShopStatusReport } from './shop-status.ts';
import { renderStatus } from './status-page.ts';
import { requireStatusReader } from './status-reader.ts';

const REFRESH_SECONDS = 5;

const auditRound = z.strictObject({
  scope: z.enum(['new', 'everything']).default('new'),
  isQuiet: z.boolean().default(false),
});
type AuditRoundBody = z.output<typeof auditRound>;

/** The status page, and the same as JSON. Open in development; in production for staff who may read it. */
@ApiExcludeController()
@Controller()
export class StatusController {
  constructor(
    private readonly status: ShopStatus,
    private readonly audit: ShopAudit,
    @Inject(PlatformConfig) private readonly platform: PlatformConfig,
  ) {}

  @Public()
  @Get('status')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CONTENT_SECURITY_POLICY)
  async show(): Promise<string> {
    requireStatusReader(this.platform);
    return page('Status', renderStatus(await this.status.report()), REFRESH_SECONDS);
  }

  @Public()
  @Get('api/v1/status')
  async read(): Promise<ShopStatusReport> {
    requireStatusReader(this.platform);
    return this.status.report();
  }

  /** A round of all auditors on demand; what it finds is stored and told as ever. */
  @Public()
  @Post('api/v1/status/audit-rounds')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async round(@Body({ schema: auditRound }) round: AuditRoundBody): Promise<ShopAuditReport> {
    requireStatusReader(this.platform);
    return this.audit.round(round);
  }
}
