import { markdownTable } from '../report.ts';
import type { FederationFigure } from './workload.ts';

const WAYS: Readonly<Record<FederationFigure['services'], string>> = {
  ready: 'the engine alone: answers are ready',
  inMemory: 'services in memory',
  overLink: 'services over the link, in process',
  overHttp: 'services over HTTP',
};

/** Our engine beside Hive's over each way to the services, with how often it is as fast. */
export function federationTable(figures: readonly FederationFigure[]): string {
  const of = (services: string, engine: string) =>
    figures.find((figure) => figure.services === services && figure.engine === engine);
  const lines = Object.entries(WAYS).flatMap(([services, title]) => {
    const lean = of(services, 'lean');
    const hive = of(services, 'hive');
    if (!lean || !hive) return [];
    const perCpu = [lean, hive].map(({ perCpuSecond }) => perCpuSecond.toLocaleString('en'));
    const perSecond = [lean, hive].map(({ perSecond: rate }) => rate.toLocaleString('en'));
    return [[title, ...perSecond, ...perCpu, (lean.perCpuSecond / hive.perCpuSecond).toFixed(2)]];
  });
  return markdownTable([['federated', 'req/s', 'Hive', 'per CPU s', 'Hive', '× Hive'], ...lines]);
}
