import { readEnvironment, serve, untilSignal } from '@tovar/platform';
import { AccountsModule } from './accounts.module.ts';
import { CreateFirstAdmin } from './commands/create-first-admin.ts';

const service = await serve('accounts', AccountsModule, readEnvironment('.env'));
const admin = await service.running.app('accounts').get(CreateFirstAdmin).execute();
if (admin) process.stdout.write(`First admin, shown once: ${admin.email}  ${admin.password}\n`);
await untilSignal(() => service.stop());
