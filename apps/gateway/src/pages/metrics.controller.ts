import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MetricsPage, PlatformConfig, Public } from '@tovar/platform';
import { requireStatusReader } from './status-reader.ts';

/**
 * What Prometheus reads of this process, which may be the whole shop. As the status page: open in development, in production
 * for those who may read it, which an API key may.
 */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: MetricsPage,
    @Inject(PlatformConfig) private readonly platform: PlatformConfig,
  ) {}

  @Public()
  @Get()
  @Header('content-type', MetricsPage.contentType)
  @Header('cache-control', 'no-store')
  async read(): Promise<string> {
    requireStatusReader(this.platform);
    return this.metrics.render();
  }
}
