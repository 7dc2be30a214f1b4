/** Whom personal data is about: an account, and the address that is proven to be its owner's. */
export interface Person {
  readonly userId: string;
  /** In its normal form. */
  readonly email: string;
}

/** Things of one kind that a service keeps of a person, read while the file of an export is written. */
export interface PersonalSection {
  /** As it is called in the file. */
  readonly name: string;
  /** JSON each. */
  readonly items: AsyncIterable<unknown>;
}

/** What an erasure has come to in one service. */
export interface Erasure {
  /** What has to be over before the rest can go, in a code such as `ORDERS_UNDER_WAY`; null when nothing is left. */
  readonly waitsFor: string | null;
}

/** All that a service keeps of people, and how it forgets one of them. A service that keeps anything of people has this. */
export abstract class PersonalData {
  abstract sections(person: Person): readonly PersonalSection[];

  /**
   * Takes the person out of everything, files too, but for what law makes the shop keep: sums, taxes, dates and what was
   * bought stay, without name, address or anything to be reached by. Ids stay as well; they lead to nobody any more. Repeating
   * is fine, and needed when the answer is that something has to be waited for.
   */
  abstract erase(person: Person): Promise<Erasure>;
}
