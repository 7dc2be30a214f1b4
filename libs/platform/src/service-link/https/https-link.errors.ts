/** The files of the link's certificate are missing, broken, or somebody else's. */
export class CertificateUnusable extends Error {
  readonly code = 'CERTIFICATE_UNUSABLE';
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(`The certificate in ${folder} ${reason}. Make one with "npm run certificates".`, options);
  }
}

/** No byte of the request has left this process: another replica can be asked whatever the request would do. */
export class NotSent extends Error {
  readonly code = 'NOT_SENT';
}

/** The replica holds the request but does not answer. */
export class NoAnswerInTime extends Error {
  readonly code = 'NO_ANSWER_IN_TIME';
}
