import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { ServiceModule, subgraph } from '@tovar/platform';
import { PlainUserError } from '@tovar/platform/graphql';
import { LinkAddressBook } from './adapters/link-address-book.ts';
import { InboxController } from './api/inbox.controller.ts';
import { InboxResolver, NotificationWordsResolver } from './api/inbox.resolver.ts';
import { NotificationsConsumers } from './api/notifications.consumers.ts';
import { SettingsController } from './api/settings.controller.ts';
import { SettingsResolver } from './api/settings.resolver.ts';
import { ChangeSettings } from './commands/change-settings.ts';
import { HearMessage } from './commands/hear-message.ts';
import { MarkRead } from './commands/mark-read.ts';
import { Notify } from './commands/notify.ts';
import { SendDigests } from './commands/send-digests.ts';
import { SendMails } from './commands/send-mails.ts';
import { AddressBook } from './domain/address-book.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { NotificationsConfig } from './notifications.config.ts';
import { Inbox } from './queries/inbox.ts';
import { SettingsDetails } from './queries/settings-details.ts';
import { WishesOf } from './queries/wishes-of.ts';

/** READ FIRST: everything notifications is made of. */
@Module({
  imports: [
    ServiceModule.for({
      name: 'notifications',
      messages,
      database: { prisma: PrismaClient, migrations: join(import.meta.dirname, '../migrations') },
      jobs: true,
      config: [NotificationsConfig],
    }),
    subgraph({ codeFirst: { orphanedTypes: [PlainUserError] } }),
  ],
  controllers: [InboxController, SettingsController],
  providers: [
    // in
    NotificationsConsumers,
    InboxResolver,
    NotificationWordsResolver,
    SettingsResolver,
    // does
    HearMessage,
    Notify,
    SendMails,
    SendDigests,
    MarkRead,
    ChangeSettings,
    // answers
    Inbox,
    WishesOf,
    SettingsDetails,
    // out
    { provide: AddressBook, useClass: LinkAddressBook },
  ],
})
export class NotificationsModule {}
