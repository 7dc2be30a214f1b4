import { readEnvironment, serve, untilSignal } from '@tovar/platform';
import { NotificationsModule } from './notifications.module.ts';

const service = await serve('notifications', NotificationsModule, readEnvironment('.env'));
await untilSignal(() => service.stop());
