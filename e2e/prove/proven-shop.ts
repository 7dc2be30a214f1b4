import type { Login } from '../support/shop-process.ts';

/** A shop that is put to the proof: where it can be asked, and where its truth can be seen from behind. */
export interface ProvenShop {
  readonly url: string;
  readonly sandboxUrl: string;
  /** Connects the owner of its database, who sees all schemas. */
  readonly adminUrl: string;
  /** Somebody who may change stock. */
  readonly manager: Pick<Login, 'email' | 'password'>;
}

/** Something that must never be, with the id of the promise that it breaks. */
export interface Breach {
  readonly invariant: string;
  readonly subject: string;
  readonly problem: string;
}
