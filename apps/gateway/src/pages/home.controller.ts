import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PlatformConfig, Public } from '@tovar/platform';
import { CONTENT_SECURITY_POLICY, page } from './page.ts';

/** Where a person who opens the shop's address lands: everything there is to try. */
@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(@Inject(PlatformConfig) private readonly platform: PlatformConfig) {}

  @Public()
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CONTENT_SECURITY_POLICY)
  home(): string {
    const graphiql = this.platform.NODE_ENV === 'production' ? '' : ' – open it in a browser for GraphiQL';
    return page(
      'Tovar',
      `<p>A shop without a face yet: its whole API is here.</p><table>
<tr><td><a href="/graphql">/graphql</a></td><td>GraphQL${graphiql}</td></tr>
<tr><td><a href="/api/docs">/api/docs</a></td><td>REST, to read and to try</td></tr>
<tr><td><a href="/api/v1/openapi.json">/api/v1/openapi.json</a></td><td>REST as an OpenAPI document</td></tr>
<tr><td><a href="/status">/status</a></td><td>services, health, consumers, last events</td></tr>
<tr><td><a href="/outbox">/outbox</a></td><td>the mails that the shop would send</td></tr></table>`,
    );
  }
}
