import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What a metric is called where it is made; a histogram is asked for by the names of its parts. */
const NAMES = new Set(
  globSync(['libs/platform/src/metrics/*.ts', 'apps/*/src/**/*.ts'], { cwd: ROOT })
    .filter((path) => !path.includes('.spec.'))
    .flatMap((path) => read(path).match(/(?<=')(?:tovar|process|nodejs)_[a-z_]+(?=')/g) ?? []),
);
const namesIn = (text: string): string[] =>
  [...new Set(text.match(/\b(?:tovar|process|nodejs)_[a-z_]+\b/g) ?? [])].map((name) =>
    name.replace(/_(?:bucket|count|sum)$/, ''),
  );

const dashboard = z.object({
  title: z.string(),
  panels: z.array(
    z.object({
      id: z.int(),
      title: z.string().min(1),
      gridPos: z.object({ x: z.int().max(16), y: z.int(), w: z.int(), h: z.int() }),
      targets: z.array(z.object({ expr: z.string().min(1), legendFormat: z.string() })).min(1),
    }),
  ),
});

/** The alerts of the file, each with the lines that belong to it. */
const alerts = read('deploy/observability/alerts.yml')
  .split(/^ {6}- alert: /m)
  .slice(1)
  .map((text) => ({ name: /^\w+/.exec(text)?.[0] ?? '', text }));

describe('the files for Prometheus and Grafana', () => {
  it.each(['alerts.yml', 'dashboard.json', 'README.md'])('ask for metrics that there are: %s', (file) => {
    const asked = namesIn(read(`deploy/observability/${file}`)).filter(
      (name) => !name.endsWith('_') && name !== 'tovar_gateway',
    );
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => !NAMES.has(name))).toEqual([]);
  });

  it('have an alert for every promise: failing, hanging, violated, behind, dead, at its end', () => {
    const all = alerts.map(({ text }) => text).join('\n');
    const watched = [
      'request_seconds',
      'saga_oldest',
      'invariant_violations',
      'consumer_lag',
      'outbox_oldest',
      'dead_events',
      'jobs_dead',
      'not_after',
    ];
    expect(watched.filter((part) => !all.includes(part))).toEqual([]);
  });

  it('say of each alert when it is raised, how urgent it is, what is wrong and what to do', () => {
    expect(new Set(alerts.map(({ name }) => name)).size).toBe(alerts.length);
    for (const { name, text } of alerts) {
      for (const part of [
        /^ {8}expr: /m,
        /^ {10}severity: (page|ticket)$/m,
        /^ {10}summary: \S/m,
        /^ {10}description: \S/m,
      ])
        expect([name, part.test(text)]).toEqual([name, true]);
      for (const [page] of text.matchAll(/docs\/[\w/-]+\.md/g)) expect(read(page)).toMatch(/^# /);
    }
  });

  it('make a dashboard whose panels stand beside one another', () => {
    const { panels } = dashboard.parse(JSON.parse(read('deploy/observability/dashboard.json')));
    const places = panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(panels.length);
  });
});
