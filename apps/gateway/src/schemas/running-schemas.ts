import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { outsideRequest, ServiceLink } from '@tovar/platform';
import type { Subgraph } from '../federation/compose.ts';
import { GatewayConfig } from '../gateway.config.ts';
import { ServiceDocuments } from '../service-documents.ts';
import { reasonToKeep } from './reason-to-keep.ts';

/** So many answers on end have to be the same: while an upgrade goes round the replicas, some of them do not know it yet. */
const SAME_ANSWERS = 3;

interface Told {
  readonly sdl: string;
  readonly times: number;
}

/**
 * The services' parts of the graph, as they were built and as the running ones say, asked every `GATEWAY_SCHEMA_POLL_MS`. A
 * newer schema is served when it only adds; a broken one is named in the log, and the last good one stays.
 */
@Injectable()
export class RunningSchemas implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('RunningSchemas');
  private readonly closing = new AbortController();
  private readonly told = new Map<string, Told>();
  private current: readonly Subgraph[];
  private listener: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly config: GatewayConfig,
    private readonly link: ServiceLink,
    documents: ServiceDocuments,
  ) {
    this.current = documents.subgraphs;
  }

  /** What is to be served now. */
  get subgraphs(): readonly Subgraph[] {
    return this.current;
  }

  /** Called whenever what is to be served has changed. */
  onChange(listener: () => Promise<void>): void {
    this.listener = listener;
  }

  onApplicationBootstrap(): void {
    const { GATEWAY_SCHEMA_POLL_MS: pollMs } = this.config;
    if (pollMs > 0) void outsideRequest(() => this.keepAsking(pollMs));
  }

  onModuleDestroy(): void {
    this.closing.abort();
  }

  private async keepAsking(pollMs: number): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await this.ask().catch((error: unknown) => this.logger.error(error));
      await delay(pollMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async ask(): Promise<void> {
    const before = this.current;
    const answers = await Promise.all(before.map(({ name }) => this.sdlOf(name)));
    for (const [index, subgraph] of before.entries()) this.consider(subgraph.name, answers[index]);
    if (this.current !== before && !this.closing.signal.aborted) await this.listener();
  }

  private consider(name: string, sdl: string | undefined): void {
    if (sdl === undefined) return;
    const last = this.told.get(name);
    const times = last?.sdl === sdl ? last.times + 1 : 1;
    this.told.set(name, { sdl, times });
    if (times !== SAME_ANSWERS || this.current.some((known) => known.name === name && isSame(known.sdl, sdl))) return;
    const reason = reasonToKeep(this.current, { name, sdl });
    if (reason) return this.logger.error(`${name} tells a schema that is not served: ${reason}`);
    this.current = this.current.map((known) => (known.name === name ? { name, sdl } : known));
    this.logger.log(`${name} tells a newer schema, which is served from now on.`);
  }

  /** Undefined while the service does not answer: it is down, or not up yet, and that says nothing of its schema. */
  private async sdlOf(service: string): Promise<string | undefined> {
    const body = { query: '{ _service { sdl } }' };
    const asked = { service, method: 'POST', path: '/graphql', body, isSafeToRepeat: true } as const;
    const answer = await this.link.json<{ data?: { _service?: { sdl?: unknown } } }>(asked).catch(() => undefined);
    const sdl = answer?.data?._service?.sdl;
    return typeof sdl === 'string' ? sdl : undefined;
  }
}

/** A document that was written to a file has a line of its own at the top. */
function isSame(known: string, told: string): boolean {
  return known === told || known.replace(/^#.*\n/, '').trim() === told.trim();
}
