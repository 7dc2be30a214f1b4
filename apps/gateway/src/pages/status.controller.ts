import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { can, currentRequest, Forbidden, PlatformConfig, Public } from '@tovar/platform';
import { escapeHtml, page, PAGE_HEADERS } from './page.ts';
import { ShopStatus, type ShopStatusReport } from './shop-status.ts';

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
  @Header('content-type', PAGE_HEADERS['content-type'])
  @Header('content-security-policy', PAGE_HEADERS['content-security-policy'])
  @Header('cache-control', 'no-store')
  async show(): Promise<string> {
    this.requireReader();
    return page('Status', render(await this.status.report()), REFRESH_SECONDS);
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

function render({ services, lag, events }: ShopStatusReport): string {
  const serviceRows = services.map(
    ({ service, isReady }) => `<tr><td>${escapeHtml(service)}</td><td class="${isReady ? 'ok">ready' : 'down">down'}</td></tr>`,
  );
  const lagRows = lag.map(({ group, behind }) => `<tr><td>${escapeHtml(group)}</td><td class="number">${behind}</td></tr>`);
  const eventRows = events.map(
    ({ time, type, source, subject }) =>
      `<tr><td>${escapeHtml(time)}</td><td><code>${escapeHtml(type)}</code></td><td>${escapeHtml(source)}</td><td><code>${escapeHtml(subject)}</code></td></tr>`,
  );
  return `<h2>Services</h2><table>${serviceRows.join('')}</table>
<h2>Consumers</h2><table><tr><th>group</th><th>events behind</th></tr>${lagRows.join('')}</table>
<h2>Last events</h2><table><tr><th>time</th><th>type</th><th>source</th><th>subject</th></tr>${eventRows.join('')}</table>`;
}
