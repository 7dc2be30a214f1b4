/** A plan, or a part of one, that the lean engine does not know; Hive's executor runs it instead. */
export class UnsupportedPlan extends Error {
  constructor(what: string) {
    super(`The lean engine does not run ${what}.`);
    this.name = new.target.name;
  }
}
