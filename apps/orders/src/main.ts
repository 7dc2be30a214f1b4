import { readEnvironment, serve, untilSignal } from '@tovar/platform';
import { OrdersModule } from './orders.module.ts';

const service = await serve('orders', OrdersModule, readEnvironment('.env'));
await untilSignal(() => service.stop());
