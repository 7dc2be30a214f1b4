import { readEnvironment, serve, untilSignal } from '@tovar/platform';
import { GatewayModule } from './gateway.module.ts';

const service = await serve('gateway', GatewayModule, readEnvironment('.env'));
await untilSignal(() => service.stop());
