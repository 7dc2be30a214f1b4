import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { openSecret, PersonalData, PersonalDataController, ServiceModule, subgraph } from '@tovar/platform';
import { PlainUserError, VersionConflictErrorType } from '@tovar/platform/graphql';
import { GuardedWebhookSender } from './adapters/guarded-webhook-sender.ts';
import { NotificationsPersonalData } from './adapters/notifications-personal-data.ts';
import { LinkAddressBook } from './adapters/link-address-book.ts';
import { LinkProductNames } from './adapters/link-product-names.ts';
import { InboxController } from './api/inbox.controller.ts';
import { InboxResolver, NotificationWordsResolver } from './api/inbox.resolver.ts';
import { MailPreviewsController } from './api/mail-previews.controller.ts';
import { MailPreviewsResolver } from './api/mail-previews.resolver.ts';
import { NotificationsConsumers } from './api/notifications.consumers.ts';
import { NotificationsJobs } from './api/notifications.jobs.ts';
import { SettingsController } from './api/settings.controller.ts';
import { SettingsResolver } from './api/settings.resolver.ts';
import { WebhookDeliveriesController } from './api/webhooks/webhook-deliveries.controller.ts';
import { WebhookDeliveriesResolver } from './api/webhooks/webhook-deliveries.resolver.ts';
import { WebhookEndpointsController } from './api/webhooks/webhook-endpoints.controller.ts';
import { WebhookEndpointsResolver } from './api/webhooks/webhook-endpoints.resolver.ts';
import { FactsAreToldOnce } from './audit/facts-are-told-once.ts';
import { AnnounceProduct } from './commands/announce-product.ts';
import { ChangeSettings } from './commands/change-settings.ts';
import { ForgetOld } from './commands/forget-old.ts';
import { ForgetPerson } from './commands/forget-person.ts';
import { HearMessage } from './commands/hear-message.ts';
import { KeepFavourites } from './commands/keep-favourites.ts';
import { MarkRead } from './commands/mark-read.ts';
import { Notify } from './commands/notify.ts';
import { RebuildFavourites } from './commands/rebuild-favourites.ts';
import { SendDigests } from './commands/send-digests.ts';
import { SendMails } from './commands/send-mails.ts';
import { ChangeEndpoint } from './commands/webhooks/change-endpoint.ts';
import { CreateEndpoint } from './commands/webhooks/create-endpoint.ts';
import { DeliverWebhook } from './commands/webhooks/deliver-webhook.ts';
import { PublishWebhooks } from './commands/webhooks/publish-webhooks.ts';
import { RotateSecret } from './commands/webhooks/rotate-secret.ts';
import { SendAgain } from './commands/webhooks/send-again.ts';
import { AddressBook } from './domain/address-book.ts';
import { ProductNames } from './domain/product-names.ts';
import { SealedSecrets } from './domain/webhooks/sealed-secrets.ts';
import { WebhookSender } from './domain/webhooks/webhook-sender.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { NotificationsConfig } from './notifications.config.ts';
import { Deliveries } from './queries/deliveries.ts';
import { Endpoints } from './queries/endpoints.ts';
import { Inbox } from './queries/inbox.ts';
import { MailPreviews } from './queries/mail-previews.ts';
import { SettingsDetails } from './queries/settings-details.ts';
import { WishesOf } from './queries/wishes-of.ts';

/** READ FIRST: everything notifications is made of. */
@Module({
  imports: [
    ServiceModule.for({
      name: 'notifications',
      messages,
      callers: ['gateway', 'accounts'],
      database: { prisma: PrismaClient, migrations: join(import.meta.dirname, '../migrations') },
      jobs: true,
      sendsMail: true,
      config: [NotificationsConfig],
    }),
    subgraph({ codeFirst: { orphanedTypes: [PlainUserError, VersionConflictErrorType] } }),
  ],
  controllers: [
    InboxController,
    SettingsController,
    WebhookEndpointsController,
    WebhookDeliveriesController,
    MailPreviewsController,
    PersonalDataController,
  ],
  providers: [
    // in
    NotificationsConsumers,
    NotificationsJobs,
    InboxResolver,
    NotificationWordsResolver,
    SettingsResolver,
    MailPreviewsResolver,
    WebhookEndpointsResolver,
    WebhookDeliveriesResolver,
    // does
    HearMessage,
    KeepFavourites,
    RebuildFavourites,
    ForgetPerson,
    AnnounceProduct,
    ForgetOld,
    Notify,
    SendMails,
    SendDigests,
    MarkRead,
    ChangeSettings,
    CreateEndpoint,
    ChangeEndpoint,
    RotateSecret,
    PublishWebhooks,
    DeliverWebhook,
    SendAgain,
    // answers
    Inbox,
    WishesOf,
    SettingsDetails,
    MailPreviews,
    Endpoints,
    Deliveries,
    // always true
    FactsAreToldOnce,
    // out
    { provide: PersonalData, useClass: NotificationsPersonalData },
    { provide: AddressBook, useClass: LinkAddressBook },
    { provide: ProductNames, useClass: LinkProductNames },
    {
      provide: WebhookSender,
      inject: [NotificationsConfig],
      useFactory: ({ NOTIFICATIONS_WEBHOOK_TIMEOUT_MS: timeoutMs, urlRules }: NotificationsConfig) =>
        new GuardedWebhookSender({ timeoutMs, allowsPrivate: urlRules.allowsPrivate }),
    },
    {
      provide: SealedSecrets,
      inject: [NotificationsConfig],
      useFactory: async ({ NOTIFICATIONS_WEBHOOK_SECRET: given, DATA_DIR }: NotificationsConfig) =>
        new SealedSecrets(await openSecret(given, resolve(DATA_DIR, 'keys', 'webhook-secret')), randomBytes),
    },
  ],
})
export class NotificationsModule {}
