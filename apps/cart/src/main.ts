import { readEnvironment, serve, untilSignal } from '@tovar/platform';
import { CartModule } from './cart.module.ts';

const service = await serve('cart', CartModule, readEnvironment('.env'));
await untilSignal(() => service.stop());
