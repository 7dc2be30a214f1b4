import type { Login } from '../support/shop-process.ts';

export type Credentials = Pick<Login, 'email' | 'password'>;

/** A shop that is put to the proof: where it can be asked, and where its truth can be seen from behind. */
export interface ProvenShop {
  readonly url: string;
  readonly sandboxUrl: string;
  /** Connects the owner of its database, who sees all schemas. */
  readonly adminUrl: string;
  /** Somebody who may change stock. */
  readonly manager: Credentials;
  /** Who gives money back; the second one decides about what is too much of one payment for the first alone. */
  readonly cashiers?: { readonly first: Credentials; readonly second: Credentials; readonly aloneUpToMinor: bigint };

  /** Work that has failed and waits for another try where its database does not tell of it; what waits is tried soon. */
  putOff?(): Promise<readonly string[]>;
}

/** Something that must never be, with the id of the promise that it breaks. */
export interface Breach {
  readonly invariant: string;
  readonly subject: string;
  readonly problem: string;
}

export function breach(invariant: string, subject: string, problem: string): Breach {
  return { invariant, subject, problem };
}
