import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RequestContext } from '@tovar/platform';

/** Reads the values of many keys at once, on behalf of a request. */
type ReadAll<Value> = (keys: readonly string[], request: RequestContext) => Promise<ReadonlyMap<string, Value>>;

interface Batch<Value> {
  readonly keys: Set<string>;
  readonly values: Promise<ReadonlyMap<string, Value>>;
}

/** What a request asks for one by one is collected for a turn and read together: no statement per row. */
export class RequestBatch<Value> {
  private readonly waiting = new WeakMap<RequestContext, Batch<Value>>();

  constructor(private readonly readAll: ReadAll<Value>) {}

  async get(key: string, request: RequestContext): Promise<Value | undefined> {
    const batch = this.waiting.get(request) ?? this.begin(request);
    batch.keys.add(key);
    return (await batch.values).get(key);
  }

  private begin(request: RequestContext): Batch<Value> {
    const keys = new Set<string>();
    const batch = { keys, values: this.read(keys, request) };
    this.waiting.set(request, batch);
    return batch;
  }

  private async read(keys: ReadonlySet<string>, request: RequestContext): Promise<ReadonlyMap<string, Value>> {
    await nextTurn();
    this.waiting.delete(request);
    return this.readAll([...keys], request);
  }
}
