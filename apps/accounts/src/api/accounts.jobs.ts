import { Injectable } from '@nestjs/common';
import { type Job, OnJob } from '@tovar/platform';
import { z } from 'zod';
import { ErasePerson } from '../commands/data-requests/erase-person.ts';
import { ExportPerson } from '../commands/data-requests/export-person.ts';
import { MailEmailChange } from '../commands/mail-email-change.ts';
import { MailPasswordReset } from '../commands/mail-password-reset.ts';
import { MailRegistration } from '../commands/mail-registration.ts';
import { Post } from '../commands/post.ts';
import { LOCALES } from '../domain/locale.ts';

const request = { linkId: z.uuid(), requestedAt: z.coerce.date() };
const registration = z.object({ email: z.string() });
const passwordReset = z.object({ email: z.string(), ...request });
const emailChange = z.object({ userId: z.uuid(), newEmail: z.string(), ...request });
const notice = z.object({
  mail: z.enum(['password-changed', 'email-changed', 'erasure-begun']),
  to: z.string(),
  locale: z.enum(LOCALES),
  key: z.string(),
});

const dataRequest = z.object({ requestId: z.uuid(), tries: z.int().positive() });

/**
 * The mails about accounts: work, because whoever asks for one must not wait for it, nor learn from its time. And what people
 * ask about their data, which takes as long as the slowest service.
 */
@Injectable()
export class AccountsJobs {
  constructor(
    private readonly mailRegistration: MailRegistration,
    private readonly mailPasswordReset: MailPasswordReset,
    private readonly mailEmailChange: MailEmailChange,
    private readonly post: Post,
    private readonly exportPerson: ExportPerson,
    private readonly erasePerson: ErasePerson,
  ) {}

  @OnJob('accounts.mail-registration')
  registration({ id, data }: Job): Promise<void> {
    return this.mailRegistration.execute({ ...registration.parse(data), key: `registration-${id}` });
  }

  @OnJob('accounts.mail-password-reset')
  passwordReset({ data }: Job): Promise<void> {
    return this.mailPasswordReset.execute(passwordReset.parse(data));
  }

  @OnJob('accounts.mail-email-change')
  emailChange({ data }: Job): Promise<void> {
    return this.mailEmailChange.execute(emailChange.parse(data));
  }

  @OnJob('accounts.mail-notice')
  notice({ data }: Job): Promise<void> {
    return this.post.send(notice.parse(data));
  }

  @OnJob('accounts.export-person')
  exportData({ data }: Job): Promise<void> {
    return this.exportPerson.execute(dataRequest.parse(data));
  }

  @OnJob('accounts.expire-export')
  expireExport({ data }: Job): Promise<void> {
    return this.exportPerson.expire(dataRequest.parse(data).requestId);
  }

  @OnJob('accounts.erase-person')
  erase({ data }: Job): Promise<void> {
    return this.erasePerson.execute(dataRequest.parse(data));
  }
}
