import { currentRequest } from './request-context.ts';

/**
 * Loads together what one request asks for at the same time: twenty products resolved side by side are one statement. It
 * is no cache: what is asked for later is loaded again, so that an answer never shows what a mutation before it changed.
 */
export class RequestBatch<Value> {
  private readonly waiting = new WeakMap<object, Gathering<Value>>();

  /** `loadAll` answers the keys that exist. */
  constructor(private readonly loadAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>) {}

  async load(key: string): Promise<Value | undefined> {
    const request = currentRequest() ?? {};
    const gathering = this.waiting.get(request) ?? this.gather(request);
    gathering.keys.add(key);
    return (await gathering.loaded).get(key);
  }

  private gather(request: object): Gathering<Value> {
    const keys = new Set<string>();
    const loaded = everyoneHasAsked().then(() => {
      this.waiting.delete(request);
      return this.loadAll([...keys]);
    });
    const gathering = { keys, loaded };
    this.waiting.set(request, gathering);
    return gathering;
  }
}

interface Gathering<Value> {
  readonly keys: Set<string>;
  readonly loaded: Promise<ReadonlyMap<string, Value>>;
}

/** Resolvers that run side by side have all had their turn when the queue of promises is empty. */
function everyoneHasAsked(): Promise<void> {
  return new Promise((resolve) => queueMicrotask(() => process.nextTick(resolve)));
}
