/**
 * Hashes passwords with Argon2id. It is heavy on purpose, so only a few run at a time and a few more may wait; beyond
 * that, both methods throw `PasswordChecksBusy`. Passwords are compared in Unicode's NFKC form.
 */
export abstract class PasswordHasher {
  /** The hash with its parameters and salt, as one PHC string. */
  abstract hash(password: string): Promise<string>;

  /** True when the hash is this password's. Without a hash it answers false and takes as long. */
  abstract verify(hash: string | undefined, password: string): Promise<boolean>;

  /** True when today's parameters differ from the hash's: then the password, when it is at hand, is hashed anew. */
  abstract isOutdated(hash: string): boolean;
}
