import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ResponseCache } from '../cache/response-cache.ts';
import type { Subgraph } from '../federation/compose.ts';
import { type CallSubgraph, FederationEngine } from '../federation/federation-engine.ts';
import { GatewayConfig } from '../gateway.config.ts';
import { RunningSchemas } from '../schemas/running-schemas.ts';
import { callGuest, fetchSdl } from './call-guest.ts';
import { composeOrKeep } from './compose-or-keep.ts';
import type { Guest } from './guest.ts';

/** How a guest fares: it is asked for its schema, then part of the graph or not. */
export interface GuestStatus {
  readonly name: string;
  readonly state: 'asked' | 'joined' | 'refused';
  /** Why it was refused; of one that has joined, why its newer schema is not in use. */
  readonly reason?: string;
}

/**
 * Serves the graph of the services and of guests. Lets the configured guests into the graph once the shop's own graph is served; one that fails costs only itself. Asks
 * them again every `GATEWAY_GUEST_POLL_MS`: a new schema that does not compose leaves the guest with the one it had.
 */
@Injectable()
export class Guests implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Guests');
  private readonly closing = new AbortController();
  private current: readonly GuestStatus[];
  /** The guests in the graph, as they described themselves when they were let in. */
  private joined: ReadonlyMap<string, Subgraph> = new Map();
  private supergraph?: string;
  /** What services and guests told last: nothing is composed when they say the same again. */
  private told?: string;
  /** One graph is composed after another, whoever wants it. */
  private composing: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: GatewayConfig,
    private readonly schemas: RunningSchemas,
    private readonly engine: FederationEngine,
    private readonly cache: ResponseCache,
  ) {
    this.current = config.GATEWAY_GUESTS.map(({ name }) => ({ name, state: 'asked' }));
    schemas.onChange(() => this.askInTurn());
  }

  get statuses(): readonly GuestStatus[] {
    return this.current;
  }

  /** Does not wait: a guest that is slow must not keep the shop closed. */
  onApplicationBootstrap(): void {
    if (this.config.GATEWAY_GUESTS.length > 0) void this.keepAsking();
  }

  onModuleDestroy(): void {
    this.closing.abort();
  }

  private async keepAsking(): Promise<void> {
    const { signal } = this.closing;
    const { GATEWAY_GUEST_POLL_MS: pollMs } = this.config;
    while (!signal.aborted) {
      await this.askInTurn();
      if (pollMs === 0) return;
      await delay(pollMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private askInTurn(): Promise<void> {
    this.composing = this.composing.then(() => this.ask()).catch((error: unknown) => this.logger.error(error));
    return this.composing;
  }

  private async ask(): Promise<void> {
    const refusals = new Map<string, string>();
    const asked = this.config.GATEWAY_GUESTS.map((guest) => describe(guest, refusals));
    const described = (await Promise.all(asked)).filter((subgraph) => subgraph !== undefined);
    const own = this.schemas.subgraphs;
    const told = JSON.stringify([own, described]);
    if (this.closing.signal.aborted || told === this.told) return;
    const { supergraph, joined, refused } = composeOrKeep(own, described, this.joined);
    for (const { name, reason } of refused) refusals.set(name, reason);
    await this.serve(supergraph);
    this.told = told;
    this.joined = joined;
    this.tell(this.config.GATEWAY_GUESTS.map(({ name }) => statusOf(name, joined.has(name), refusals.get(name))));
  }

  /** Answers of another graph are wrong in this one, so a graph that is the same is left alone. */
  private async serve(supergraph: string): Promise<void> {
    if (supergraph === this.supergraph) return;
    await this.engine.replaceSupergraph(supergraph);
    this.supergraph = supergraph;
    this.cache.clear();
  }

  private tell(statuses: readonly GuestStatus[]): void {
    for (const [index, { name, state, reason = '' }] of statuses.entries()) {
      const before = this.current[index];
      if (before?.state === state && (before.reason ?? '') === reason) continue;
      this.logger.log(`The guest ${name} has ${state}. ${reason}`.trim());
    }
    this.current = statuses;
  }
}

/** Calls a guest over plain HTTP and everything else by `callOwn`; a guest cannot take an own service's name. */
export function callWithGuests(
  callOwn: CallSubgraph,
  own: readonly Subgraph[],
  guests: readonly Guest[],
): CallSubgraph {
  const ownNames = new Set(own.map(({ name }) => name));
  const byName = new Map(guests.filter(({ name }) => !ownNames.has(name)).map((guest) => [guest.name, guest]));
  return (call) => {
    const guest = byName.get(call.subgraph);
    return guest ? callGuest(guest, call) : callOwn(call);
  };
}

async function describe(guest: Guest, refusals: Map<string, string>): Promise<Subgraph | undefined> {
  try {
    return { name: guest.name, sdl: await fetchSdl(guest) };
  } catch (error) {
    refusals.set(guest.name, `It does not tell its schema: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function statusOf(name: string, hasJoined: boolean, reason: string | undefined): GuestStatus {
  const state = hasJoined ? 'joined' : 'refused';
  return reason === undefined ? { name, state } : { name, state, reason };
}
