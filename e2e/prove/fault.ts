/** Something that goes wrong while buyers buy. */
export interface Fault {
  /** Its id in the battery, for example `FT-04`. */
  readonly id: string;
  readonly name: string;
  /** Before it strikes, and before anybody asks anything if it is the first of its lane; for what strikes by itself later. */
  arm?(): Promise<void>;
  /** While buyers buy. */
  strike?(): Promise<void>;
  /** Afterwards nothing of it is left; returns how many times it struck. */
  heal(): Promise<number>;
}
