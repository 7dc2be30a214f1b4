import { resolve } from 'node:path';
import type { BareServer } from './bare-server.ts';
import { slowestHealth } from './health-probe.ts';
import { load, type Measured } from './load.ts';
import { median, type Row } from './report.ts';
import { ShopUnderTest } from './shop-under-test.ts';
import type { Workload } from './workloads/workload.ts';

/** What is to be measured, and how long. */
export interface Plan {
  readonly workloads: readonly Workload[];
  readonly caches: readonly Row['cache'][];
  readonly products: number;
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  /** Where shops of each number of products are kept. */
  readonly folder: string;
}

/** What a plan measures, one shop after the other: without the response cache everything, with it what it can keep. */
export function shopsOf({
  workloads,
  caches,
}: Plan): readonly { cache: Row['cache']; workloads: readonly Workload[] }[] {
  return caches.map((cache) => ({ cache, workloads: workloads.filter((each) => cache === 'off' || each.isCacheable) }));
}

/** Measures everything, and calls `onRound` after each round. */
export async function measureAll(plan: Plan, bare: BareServer, onRound: () => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { cache, workloads } of shopsOf(plan)) {
    const folder = resolve(plan.folder, String(plan.products));
    const shop = await ShopUnderTest.start({ folder, products: plan.products, hasCache: cache === 'on' });
    try {
      for (const workload of workloads) rows.push(...(await measure(workload, { shop, bare, plan, cache, onRound })));
    } finally {
      await shop.stop();
    }
  }
  return rows;
}

interface Setting {
  readonly shop: ShopUnderTest;
  readonly bare: BareServer;
  readonly plan: Plan;
  readonly cache: Row['cache'];
  readonly onRound: () => void;
}

/** Rounds of the bare server and of the shop take turns, so that a noisy machine is noisy for both. */
async function measure(workload: Workload, { shop, bare, plan, cache, onRound }: Setting): Promise<Row[]> {
  const requests = await workload.requests(shop);
  await bare.imitate(shop.url, requests);
  const rows: Row[] = [];
  for (const connections of plan.connections) {
    const common = { requests, connections };
    await load({ ...common, url: shop.url, seconds: plan.seconds / 2 });
    await load({ ...common, url: bare.url, seconds: plan.seconds / 4 });
    const ofShop: Measured[] = [];
    const ofBare: Measured[] = [];
    const health: number[] = [];
    for (let round = 0; round < plan.rounds; round += 1) {
      ofBare.push(await load({ ...common, url: bare.url, seconds: plan.seconds / 2 }));
      const running = load({ ...common, url: shop.url, seconds: plan.seconds }, shop.cpu);
      if (workload.isWatched) health.push(await slowestHealth(shop.url, running));
      ofShop.push(await running);
      onRound();
    }
    rows.push({
      workload: workload.name,
      connections,
      cache,
      ...median(ofShop),
      bareRequestsPerSecond: median(ofBare).requestsPerSecond,
      ...(workload.isWatched ? { slowestHealthMs: Math.max(...health) } : {}),
    });
  }
  return rows;
}
