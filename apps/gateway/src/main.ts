import { readEnvironment, run, untilSignal } from '@tovar/platform';
import { GatewayModule } from './gateway.module.ts';

const environment = readEnvironment('.env');
const listen = { gateway: { host: environment.HOST ?? '127.0.0.1', port: Number(environment.PORT ?? 3_000) } };
const services = await run({ gateway: GatewayModule }, { environment, listen });
await untilSignal(() => services.stop());
