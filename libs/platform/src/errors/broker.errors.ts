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

/** A broker shows a certificate that nobody vouches for, or that is about somebody else. */
export class BrokerNotBelieved extends Error {
  readonly code = 'BROKER_NOT_BELIEVED';
  constructor(variable: string, options?: ErrorOptions) {
    super(
      `The certificate at ${variable} is not believed: name the broker as its certificate does, and its authority in BROKER_CA_FILE.`,
      options,
    );
  }
}

/** A group of the log cannot be begun with: the cluster does not answer, or has lost track of its groups. */
export class GroupNotJoined extends Error {
  readonly code = 'GROUP_NOT_JOINED';
  constructor(group: string, cause: Error) {
    const reason = cause.message.replace(/\.$/, '');
    super(
      `The group "${group}" cannot be begun with at EVENT_LOG_URL: ${reason}. If it stays so although the cluster answers, restart the broker that coordinates its groups.`,
      { cause },
    );
  }
}

/** What Node says of certificates: no authority, one that is not known, another name, or a time that is over. */
const NOT_BELIEVED = /^(?:ERR_TLS_CERT|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/;

/** Throws `BrokerNotBelieved` if that is what an error, or one behind it, is about. */
export function throwIfNotBelieved(variable: string, error: unknown): void {
  if (isNotBelieved(error)) throw new BrokerNotBelieved(variable, { cause: error });
}

function isNotBelieved(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errors = [], cause } = error as Error & { code?: unknown; errors?: readonly unknown[] };
  return (typeof code === 'string' && NOT_BELIEVED.test(code)) || [cause, ...errors].some(isNotBelieved);
}
