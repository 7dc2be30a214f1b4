import { readEnvironment, run, untilSignal } from '@tovar/platform';
import { OrdersModule } from './orders.module.ts';

const environment = readEnvironment('.env');
const listen = { orders: { host: environment.HOST ?? '127.0.0.1', port: Number(environment.PORT ?? 3_000) } };
const services = await run({ orders: OrdersModule }, { environment, listen });
await untilSignal(() => services.stop());
