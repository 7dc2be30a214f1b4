import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  can,
  currentRequest,
  Forbidden,
  Mailer,
  NotFound,
  OutboxMailer,
  PlatformConfig,
  Public,
  type SentMail,
} from '@tovar/platform';
import { renderOutbox } from './outbox-page.ts';
import { CONTENT_SECURITY_POLICY, page } from './page.ts';

/**
 * The last mails of a shop that sends none, as a page and as JSON. Open in development; in production for the admin alone,
 * because their links open accounts. A shop that really sends its mails has no such page.
 */
@ApiExcludeController()
@Controller()
export class OutboxController {
  constructor(
    @Inject(Mailer) private readonly mailer: Mailer,
    @Inject(PlatformConfig) private readonly platform: PlatformConfig,
  ) {}

  @Public()
  @Get('outbox')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CONTENT_SECURITY_POLICY)
  async show(): Promise<string> {
    return page('Outbox', renderOutbox(await this.mails()));
  }

  @Public()
  @Get('api/v1/outbox')
  async read(): Promise<{ items: readonly SentMail[] }> {
    return { items: await this.mails() };
  }

  private async mails(): Promise<readonly SentMail[]> {
    const isProduction = this.platform.NODE_ENV === 'production';
    if (isProduction && !can(currentRequest()?.identity, 'mails:read:any')) throw new Forbidden(['mails:read:any']);
    if (!(this.mailer instanceof OutboxMailer)) throw new NotFound('The outbox');
    return this.mailer.sent();
  }
}
