import { readEnvironment, serve, untilSignal } from '@tovar/platform';
import { AnalyticsModule } from './analytics.module.ts';

const service = await serve('analytics', AnalyticsModule, readEnvironment('.env'));
await untilSignal(() => service.stop());
