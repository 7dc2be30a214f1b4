import { readEnvironment, run, untilSignal } from '@tovar/platform';
import { AccountsModule } from './accounts.module.ts';

const environment = readEnvironment('.env');
const listen = { accounts: { host: environment.HOST ?? '127.0.0.1', port: Number(environment.PORT ?? 3_000) } };
const services = await run({ accounts: AccountsModule }, { environment, listen });
await untilSignal(() => services.stop());
