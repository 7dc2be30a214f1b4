import { performance } from 'node:perf_hooks';
import { parse } from 'graphql';
import { answerText } from '../../apps/gateway/src/federation/encoded-answer.ts';
import type { CallSubgraph, FederationEngine } from '../../apps/gateway/src/federation/federation-engine.ts';
import { HiveFederationEngine } from '../../apps/gateway/src/federation/hive-federation-engine.ts';
import { LeanFederationEngine } from '../../apps/gateway/src/federation/lean/lean-federation-engine.ts';
import { startCalls } from './calls.ts';
import { FEDERATED_QUERY, federatedServices, federatedSupergraph } from './services.ts';

/** How fast one engine answered over one way to the services. */
export interface FederationFigure {
  readonly services: 'ready' | 'inMemory' | 'overLink' | 'overHttp';
  readonly engine: 'lean' | 'hive';
  readonly perSecond: number;
  /** Of this process: on a machine that does other things as well, the figure to compare. */
  readonly perCpuSecond: number;
}

/** What the bench calls it. */
export const FEDERATION = 'federated';
const CONCURRENCY = 16;
const document = parse(FEDERATED_QUERY);

/** Both engines in turn, over each way to the services; the median round of each, after one to warm up. */
export async function federationWorkload({
  rounds: wanted,
  seconds,
}: {
  readonly rounds: number;
  readonly seconds: number;
}): Promise<FederationFigure[]> {
  const roundMs = seconds * 1_000;
  const services = await federatedServices();
  const calls = await startCalls(services);
  const figures: FederationFigure[] = [];
  for (const way of ['ready', 'inMemory', 'overLink', 'overHttp'] as const) {
    for (const engine of ['lean', 'hive'] as const) {
      const started = await start(engine, calls[way]);
      await round(started, roundMs);
      const rounds = [];
      for (let number = 0; number < wanted; number += 1) rounds.push(await round(started, roundMs));
      const sorted = rounds.toSorted((one, other) => one.perCpuSecond - other.perCpuSecond);
      const median = sorted[Math.floor((wanted - 1) / 2)];
      if (median) figures.push({ services: way, engine, ...median });
      await started.close();
    }
  }
  calls.stop();
  await Promise.all([...services.values()].map((service) => service.close()));
  return figures;
}

function start(engine: FederationFigure['engine'], call: CallSubgraph): Promise<FederationEngine> {
  const Engine = engine === 'lean' ? LeanFederationEngine : HiveFederationEngine;
  return Engine.start(federatedSupergraph, call);
}

async function round(engine: FederationEngine, roundMs: number) {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  let answered = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - startedAt < roundMs) {
      const context = { headers: {}, deadline: AbortSignal.timeout(10_000) };
      const text = answerText(await engine.execute({ document, context }));
      if (!text.endsWith('"Mx elena"}}]}]}}')) throw new Error(`A wrong answer: ${text}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, client));
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    perSecond: Math.round((answered / (performance.now() - startedAt)) * 1_000),
    perCpuSecond: Math.round((answered / (user + system)) * 1_000_000),
  };
}
