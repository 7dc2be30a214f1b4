import { Controller, Get, Header, Headers, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NotFound, Public } from '@tovar/platform';
import { ACCOUNT_PAGE_POLICY, renderAccountPage } from './account-page.ts';

/** Where the links of mails about accounts lead, as long as no storefront answers them. */
@ApiExcludeController()
@Controller('account')
export class AccountController {
  @Public()
  @Get(':page')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', ACCOUNT_PAGE_POLICY)
  show(@Param('page') name: string, @Headers('accept-language') acceptLanguage?: string): string {
    const html = renderAccountPage(name, acceptLanguage);
    if (html === undefined) throw new NotFound('The page');
    return html;
  }
}
