import { Controller, Get, Inject, Optional } from '@nestjs/common';
import { SqlDatabase } from '../database/sql-database.ts';
import { ServiceUnavailable } from '../errors/platform.errors.ts';
import { Public } from '../identity/access.ts';
import { serviceScope } from '../run/service-scope.ts';
import { ServiceName } from '../run/service-name.ts';

/** Live: the process answers. Ready: it can do its work and is not about to stop, so requests may be sent to it. */
@Controller('health')
export class HealthController {
  constructor(
    @Inject(ServiceName) private readonly service: string,
    @Optional() private readonly database?: SqlDatabase,
  ) {}

  @Public()
  @Get('live')
  live(): { status: 'ok'; service: string } {
    return { status: 'ok', service: this.service };
  }

  @Public()
  @Get('ready')
  async ready(): Promise<{ status: 'ok'; service: string }> {
    if (serviceScope().process.isDraining) throw new ServiceUnavailable(this.service);
    await this.database?.query('SELECT 1').catch((error: Error) => {
      throw new ServiceUnavailable(this.service, { cause: error });
    });
    return { status: 'ok', service: this.service };
  }
}
