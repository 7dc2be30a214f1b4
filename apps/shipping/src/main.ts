import { readEnvironment, run, untilSignal } from '@tovar/platform';
import { ShippingModule } from './shipping.module.ts';

const environment = readEnvironment('.env');
const listen = { shipping: { host: environment.HOST ?? '127.0.0.1', port: Number(environment.PORT ?? 3_000) } };
const services = await run({ shipping: ShippingModule }, { environment, listen });
await untilSignal(() => services.stop());
