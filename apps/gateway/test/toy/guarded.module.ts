import { Controller, Get, Module } from '@nestjs/common';
import { Authenticated, OnlyServices, Public, RequiresScopes, ServiceModule } from '@tovar/platform';
import type { OpenApiDocument } from '../../src/rest/openapi-document.ts';

@Controller('api/v1/secrets')
class SecretsController {
  @RequiresScopes('secrets:read:any')
  @Get()
  list(): string[] {
    return ['secret'];
  }

  @Authenticated()
  @Get(':name')
  get(): { secret: true } {
    return { secret: true };
  }
}

@Controller('internal')
class InternalController {
  @OnlyServices('gateway')
  @Get('keys')
  keys(): string {
    return 'keys of the house';
  }
}

@Controller('api/v1/undocumented')
class UndocumentedController {
  @Public()
  @Get()
  get(): string {
    return 'nobody lists this';
  }
}

/** A service on the platform whose routes are guarded. */
@Module({
  imports: [ServiceModule.for({ name: 'secrets', messages: {} })],
  controllers: [SecretsController, InternalController, UndocumentedController],
})
export class GuardedModule {}

const operation = { responses: { 200: { description: 'The secret.' } } };

export const guardedDocument: OpenApiDocument = {
  paths: { '/api/v1/secrets': { get: operation }, '/api/v1/secrets/{name}': { get: operation } },
};
