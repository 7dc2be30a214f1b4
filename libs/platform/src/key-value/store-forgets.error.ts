/** A Redis that is to keep values over a restart is not set up to do so. */
export class StoreForgets extends Error {
  readonly code = 'STORE_FORGETS';
  constructor(setting: string, value: string) {
    super(`The Redis of DURABLE_KEY_VALUE_URL forgets: set "${setting} ${value}" there, or leave the variable out.`);
  }
}
