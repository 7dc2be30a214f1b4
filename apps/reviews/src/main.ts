import { readEnvironment, run, untilSignal } from '@tovar/platform';
import { ReviewsModule } from './reviews.module.ts';

const environment = readEnvironment('.env');
const listen = { reviews: { host: environment.HOST ?? '127.0.0.1', port: Number(environment.PORT ?? 3_000) } };
const services = await run({ reviews: ReviewsModule }, { environment, listen });
await untilSignal(() => services.stop());
