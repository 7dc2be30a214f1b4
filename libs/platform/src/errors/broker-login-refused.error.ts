/** A broker knows nobody by this name and password, or does not let them do what the process begins with. */
export class BrokerLoginRefused extends Error {
  readonly code = 'BROKER_LOGIN_REFUSED';
  constructor(variable: string, options?: ErrorOptions) {
    super(
      `The login of ${variable} is refused: correct its user and password, or give that user the rights of its service there.`,
      options,
    );
  }
}
