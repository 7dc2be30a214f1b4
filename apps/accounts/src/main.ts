import { readEnvironment, run, untilSignal } from '@tovar/platform';
import { AccountsModule } from './accounts.module.ts';
import { CreateFirstAdmin } from './commands/create-first-admin.ts';

const environment = readEnvironment('.env');
const listen = { accounts: { host: environment.HOST ?? '127.0.0.1', port: Number(environment.PORT ?? 3_000) } };
const services = await run({ accounts: AccountsModule }, { environment, listen });
const admin = await services.app('accounts').get(CreateFirstAdmin).execute();
if (admin) process.stdout.write(`First admin, shown once: ${admin.email}  ${admin.password}\n`);
await untilSignal(() => services.stop());
