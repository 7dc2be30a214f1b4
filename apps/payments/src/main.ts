import { readEnvironment, run, untilSignal } from '@tovar/platform';
import { PaymentsModule } from './payments.module.ts';

const environment = readEnvironment('.env');
const listen = { payments: { host: environment.HOST ?? '127.0.0.1', port: Number(environment.PORT ?? 3_000) } };
const services = await run({ payments: PaymentsModule }, { environment, listen });
await untilSignal(() => services.stop());
