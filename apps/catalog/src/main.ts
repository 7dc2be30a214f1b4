import { readEnvironment, serve, untilSignal } from '@tovar/platform';
import { CatalogModule } from './catalog.module.ts';

const service = await serve('catalog', CatalogModule, readEnvironment('.env'));
await untilSignal(() => service.stop());
