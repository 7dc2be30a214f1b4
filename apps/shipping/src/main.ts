import { readEnvironment, serve, untilSignal } from '@tovar/platform';
import { ShippingModule } from './shipping.module.ts';

const service = await serve('shipping', ShippingModule, readEnvironment('.env'));
await untilSignal(() => service.stop());
