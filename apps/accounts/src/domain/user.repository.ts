import type { Locale } from './locale.ts';
import type { User, UserAccess } from './user.ts';

export interface NewUser extends User {
  readonly passwordHash: string;
  readonly locale?: Locale;
  readonly isEmailVerified: boolean;
}

/** What a login checks and gets. */
export interface LoginAccess extends UserAccess {
  readonly passwordHash: string;
  readonly isEmailVerified: boolean;
}

/** Users by id and by e-mail address; addresses are given in their normal form. */
export abstract class UserRepository {
  /**
   * Stores the user with its roles and tells `customer.registered.v1` of a customer, in one transaction. Throws
   * `EmailTaken`, also when the other registration ran at the same time, and `UnknownRole`.
   */
  abstract add(user: NewUser): Promise<void>;

  abstract isKnown(email: string): Promise<boolean>;

  /** True when somebody has the role. */
  abstract isHeld(role: string): Promise<boolean>;

  /** Undefined when nobody has this address. */
  abstract findByEmail(email: string): Promise<LoginAccess | undefined>;

  /** Remembers that the user's address is theirs. Returns the user, or undefined when there is none. */
  abstract confirmEmail(userId: string): Promise<User | undefined>;

  /** Replaces the hash by another one of the same password; does nothing when the password has changed meanwhile. */
  abstract rehashPassword(userId: string, hashes: { old: string; new: string }): Promise<void>;
}
