import { readEnvironment, run, untilSignal } from '@tovar/platform';
import { NotificationsModule } from './notifications.module.ts';

const environment = readEnvironment('.env');
const listen = { notifications: { host: environment.HOST ?? '127.0.0.1', port: Number(environment.PORT ?? 3_000) } };
const services = await run({ notifications: NotificationsModule }, { environment, listen });
await untilSignal(() => services.stop());
