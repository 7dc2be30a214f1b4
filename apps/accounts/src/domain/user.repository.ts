import type { User, UserAccess } from './user.ts';

export interface NewUser extends User {
  readonly passwordHash: string;
}

/** Users by id and by e-mail address; addresses are given in their normal form. */
export abstract class UserRepository {
  /**
   * Stores the user with its roles and tells `customer.registered.v1` of a customer, in one transaction. Throws
   * `EmailTaken`, also when the other registration ran at the same time, and `UnknownRole`.
   */
  abstract add(user: NewUser): Promise<void>;

  abstract isKnown(email: string): Promise<boolean>;

  /** What a login checks and gets; undefined when nobody has this address. */
  abstract findByEmail(email: string): Promise<(UserAccess & { readonly passwordHash: string }) | undefined>;

  abstract replacePasswordHash(userId: string, passwordHash: string): Promise<void>;
}
