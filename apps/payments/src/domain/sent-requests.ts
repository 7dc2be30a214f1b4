/** A provider remembers a key for 24 hours; here it is known a little longer. */
export const KEY_KNOWN_MS = 25 * 3_600_000;

/** What was sent under each key that its provider may remember, so that none comes with anything else. */
export abstract class SentRequests {
  /**
   * To be asked before each sending. True for the first body under a key, for the same body again, and for any body once
   * the key has been forgotten; each true notes the body, and the answers to calls that run at once agree.
   */
  abstract maySend(key: string, body: object): Promise<boolean>;

  /** Drops the keys that are forgotten. */
  abstract purge(): Promise<void>;
}
