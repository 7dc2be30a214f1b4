/** A mail is for somebody who has no address, or for several at once. */
export class InvalidMailAddress extends Error {
  readonly code = 'INVALID_MAIL_ADDRESS';
  constructor() {
    super('A mail goes to one address, such as name@example.org.');
  }
}

/** A template has a place for which its caller gives no value. */
export class MissingMailValue extends Error {
  readonly code = 'MISSING_MAIL_VALUE';
  constructor(template: string, name: string) {
    super(`The mail template "${template}" wants a value for {{${name}}}.`);
  }
}

/** The mail server did not take a mail; whoever wants it sent asks again later. */
export class MailNotSent extends Error {
  readonly code = 'MAIL_NOT_SENT';
  constructor(reason: string, options?: ErrorOptions) {
    super(`The mail was not sent: ${reason}`, options);
  }
}
