import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { type Job, OnJob, OnMessage } from '@tovar/platform';
import { HearMessage } from '../commands/hear-message.ts';
import { DIGEST, digestJobData, MAIL, mailJob } from '../commands/mail-jobs.ts';
import { SendDigests } from '../commands/send-digests.ts';
import { SendMails } from '../commands/send-mails.ts';
import { HEARD } from '../domain/kinds/index.ts';

/** What others tell, and the mail that comes of it. */
@Injectable()
export class NotificationsConsumers {
  constructor(
    private readonly hear: HearMessage,
    private readonly mails: SendMails,
    private readonly digests: SendDigests,
  ) {}

  @OnMessage(...HEARD)
  tell(message: ShopMessage): Promise<void> {
    return this.hear.execute(message);
  }

  @OnJob(MAIL)
  mail({ data }: Job): Promise<void> {
    return this.mails.execute(mailJob.parse(data));
  }

  @OnJob(DIGEST)
  digest({ data }: Job): Promise<void> {
    return this.digests.execute(digestJobData.parse(data));
  }
}
