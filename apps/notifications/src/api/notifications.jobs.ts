import { Injectable } from '@nestjs/common';
import { type Job, OnJob } from '@tovar/platform';
import { ANNOUNCE, announcement, AnnounceProduct } from '../commands/announce-product.ts';
import { DIGEST, digestJobData, MAIL, mailJob } from '../commands/mail-jobs.ts';
import { SendDigests } from '../commands/send-digests.ts';
import { SendMails } from '../commands/send-mails.ts';
import { DeliverWebhook } from '../commands/webhooks/deliver-webhook.ts';
import { DELIVER, deliverJobData } from '../commands/webhooks/webhook-jobs.ts';

/** What calls somebody else: the mail server, another service, strangers. */
@Injectable()
export class NotificationsJobs {
  constructor(
    private readonly mails: SendMails,
    private readonly digests: SendDigests,
    private readonly announce: AnnounceProduct,
    private readonly delivery: DeliverWebhook,
  ) {}

  @OnJob(MAIL)
  mail({ data }: Job): Promise<void> {
    return this.mails.execute(mailJob.parse(data));
  }

  @OnJob(DIGEST)
  digest({ data }: Job): Promise<void> {
    return this.digests.execute(digestJobData.parse(data));
  }

  @OnJob(ANNOUNCE)
  announceProduct({ data }: Job): Promise<void> {
    return this.announce.execute(announcement.parse(data));
  }

  @OnJob(DELIVER)
  deliver({ data }: Job): Promise<void> {
    return this.delivery.execute(deliverJobData.parse(data));
  }
}
