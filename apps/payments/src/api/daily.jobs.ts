import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, JobQueue, OnJob } from '@tovar/platform';
import { ComparePayments } from '../commands/compare-payments.ts';
import { RefundOrphans } from '../commands/refund-orphans.ts';
import { SentRequests } from '../domain/sent-requests.ts';
import { PaymentsConfig } from '../payments.config.ts';

const DAY_MS = 86_400_000;
/** Longer than a day, so that nothing falls between two days. */
const LOOKS_BACK_MS = 1.5 * DAY_MS;
const HOUR = 3;
const KEY = 'payments.daily';

/** What is done once a day, in the quiet hours, by one of the processes. */
@Injectable()
export class DailyJobs implements OnApplicationBootstrap {
  constructor(
    private readonly compare: ComparePayments,
    private readonly orphans: RefundOrphans,
    private readonly sent: SentRequests,
    private readonly jobs: JobQueue,
    private readonly database: Database,
    private readonly config: PaymentsConfig,
  ) {}

  /** The moment is the same for every process and every start, so the waiting job is only replaced by its like. */
  onApplicationBootstrap(): Promise<void> {
    return this.planNext();
  }

  @OnJob(KEY)
  async daily(): Promise<void> {
    const now = Date.now();
    await this.planNext();
    await this.compare.execute(new Date(now - LOOKS_BACK_MS), new Date(now));
    await this.orphans.execute(new Date(now - LOOKS_BACK_MS));
    await this.sent.purge();
    await this.forgetNotifications();
  }

  private async forgetNotifications(): Promise<void> {
    for (let purged = 1; purged > 0;) {
      const [row] = await this.database.query<{ purged: string }>('SELECT purge_webhooks($1) AS purged', [
        this.config.PAYMENTS_WEBHOOKS_KEPT_DAYS,
      ]);
      purged = Number(row?.purged ?? 0);
    }
  }

  private planNext(): Promise<void> {
    const today = new Date();
    today.setUTCHours(HOUR, 0, 0, 0);
    const runAt = today.getTime() > Date.now() ? today : new Date(today.getTime() + DAY_MS);
    return this.jobs.enqueue({ type: KEY, data: {}, key: KEY, runAt });
  }
}
