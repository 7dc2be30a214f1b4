import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { can, currentRequest, Forbidden, PlatformConfig, Public } from '@tovar/platform';
import { CONTENT_SECURITY_POLICY, page } from './page.ts';
import { ShopStatus, type ShopStatusReport } from './shop-status.ts';
import { renderStatus } from './status-page.ts';

const REFRESH_SECONDS = 5;

/** The status page, and the same as JSON. Open in development; in production for staff who may read it. */
@ApiExcludeController()
@Controller()
export class StatusController {
  constructor(
    private readonly status: ShopStatus,
    @Inject(PlatformConfig) private readonly platform: PlatformConfig,
  ) {}

  @Public()
  @Get('status')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CONTENT_SECURITY_POLICY)
  @Header('cache-control', 'no-store')
  async show(): Promise<string> {
    this.requireReader();
    return page('Status', renderStatus(await this.status.report()), REFRESH_SECONDS);
  }

  @Public()
  @Get('api/v1/status')
  @Header('cache-control', 'no-store')
  async read(): Promise<ShopStatusReport> {
    this.requireReader();
    return this.status.report();
  }

  private requireReader(): void {
    if (this.platform.NODE_ENV !== 'production') return;
    if (!can(currentRequest()?.identity, 'status:read:any')) throw new Forbidden(['status:read:any']);
  }
}
