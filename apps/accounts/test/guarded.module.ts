import { Controller, Get, Module } from '@nestjs/common';
import { Authenticated, CurrentIdentity, type Identity, ServiceModule } from '@tovar/platform';

@Controller('guarded')
class GuardedController {
  @Authenticated()
  @Get()
  whoAsks(@CurrentIdentity() { userId, sessionId, scopes, roles }: Identity) {
    return { userId, sessionId, scopes: [...scopes], roles };
  }
}

/** Any other service of the shop: it knows accounts by its published keys and by the log alone. */
@Module({
  imports: [ServiceModule.for({ name: 'guarded', messages: {} })],
  controllers: [GuardedController],
})
export class GuardedModule {}
