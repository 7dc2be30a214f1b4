import { AsyncLocalStorage } from 'node:async_hooks';
import type { ShopProcess } from './shop-process.ts';

/** Which service the running code belongs to: ten applications in one process share Nest's static logger. */
export interface ServiceScope {
  readonly service: string;
  readonly process: ShopProcess;
}

const scope = new AsyncLocalStorage<ServiceScope>();

/** Runs `work` as a part of the service; everything it starts asynchronously belongs to it too. */
export function inServiceScope<T>(of: ServiceScope, work: () => T): T {
  return scope.run(of, work);
}

/** The service that the calling code belongs to. Throws outside of `run`. */
export function serviceScope(): ServiceScope {
  const current = scope.getStore();
  if (!current) throw new Error('No service is running here; start it with run({ name: Module }).');
  return current;
}

/** The service that the calling code belongs to, if it belongs to one. */
export function currentScope(): ServiceScope | undefined {
  return scope.getStore();
}

/** The name for log lines; code outside of a service logs as the process itself. */
export function currentServiceName(): string {
  return scope.getStore()?.service ?? 'tovar';
}
