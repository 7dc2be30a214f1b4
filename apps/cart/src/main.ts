import { readEnvironment, run, untilSignal } from '@tovar/platform';
import { CartModule } from './cart.module.ts';

const environment = readEnvironment('.env');
const listen = { cart: { host: environment.HOST ?? '127.0.0.1', port: Number(environment.PORT ?? 3_000) } };
const services = await run({ cart: CartModule }, { environment, listen });
await untilSignal(() => services.stop());
