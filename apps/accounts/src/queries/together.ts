/** Gathers what is asked for by id in one turn of the event loop, so that a list of things costs one statement. */
export class Together<Value> {
  private waiting?: { readonly ids: Set<string>; readonly values: Promise<ReadonlyMap<string, Value>> };

  constructor(private readonly findAll: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>) {}

  async find(id: string): Promise<Value | undefined> {
    this.waiting ??= this.nextBatch();
    this.waiting.ids.add(id);
    return (await this.waiting.values).get(id);
  }

  private nextBatch(): { ids: Set<string>; values: Promise<ReadonlyMap<string, Value>> } {
    const ids = new Set<string>();
    const { promise: values, resolve } = Promise.withResolvers<ReadonlyMap<string, Value>>();
    setImmediate(() => {
      this.waiting = undefined;
      resolve(this.findAll([...ids]));
    });
    return { ids, values };
  }
}
