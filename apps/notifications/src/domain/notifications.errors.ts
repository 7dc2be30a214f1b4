import { DomainError } from '@tovar/platform';

/** Mails that could not be handed over; their job tries again. */
export class MailsNotSent extends AggregateError {
  readonly code = 'MAILS_NOT_SENT';
  constructor(errors: readonly unknown[]) {
    super(errors, `${errors.length} mail(s) could not be handed over: ${String(errors[0])}`);
  }
}

/** Somebody wants to hear nothing of what protects their account. */
export class NotificationRequired extends DomainError {
  readonly code = 'NOTIFICATION_REQUIRED';
  constructor(type: string) {
    super('Notifications about the security of an account cannot be turned off.', { type });
  }
}

export class UnknownTimeZone extends DomainError {
  readonly code = 'UNKNOWN_TIME_ZONE';
  constructor(timeZone: string) {
    super('There is no such time zone. Name one of the IANA database, such as Europe/Moscow.', { timeZone });
  }
}

/** Live updates are the gateway's; a service answers questions. */
export class LiveUpdatesElsewhere extends DomainError {
  readonly code = 'LIVE_UPDATES_ELSEWHERE';
  constructor() {
    super('Subscribe at the gateway; this service answers queries and mutations.');
  }
}
