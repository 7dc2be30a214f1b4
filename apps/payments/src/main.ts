import { readEnvironment, serve, untilSignal } from '@tovar/platform';
import { PaymentsModule } from './payments.module.ts';

const service = await serve('payments', PaymentsModule, readEnvironment('.env'));
await untilSignal(() => service.stop());
