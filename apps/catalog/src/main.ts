import { readEnvironment, run, untilSignal } from '@tovar/platform';
import { CatalogModule } from './catalog.module.ts';

const environment = readEnvironment('.env');
const listen = { catalog: { host: environment.HOST ?? '127.0.0.1', port: Number(environment.PORT ?? 3_000) } };
const services = await run({ catalog: CatalogModule }, { environment, listen });
await untilSignal(() => services.stop());
