import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { composeWithGuests } from '../federation/compose-with-guests.ts';
import { ResponseCache } from '../cache/response-cache.ts';
import type { Subgraph } from '../federation/compose.ts';
import { type CallSubgraph, FederationEngine } from '../federation/federation-engine.ts';
import { GatewayConfig } from '../gateway.config.ts';
import { ServiceDocuments } from '../service-documents.ts';
import { callGuest, fetchSdl } from './call-guest.ts';
import type { Guest } from './guest.ts';

/** How a guest fares: it is asked for its schema, then part of the graph or not. */
export interface GuestStatus {
  readonly name: string;
  readonly state: 'asked' | 'joined' | 'refused';
  /** Why it was refused. */
  readonly reason?: string;
}

/** Lets the configured guests into the graph once the shop's own graph is served; one that fails costs only itself. */
@Injectable()
export class Guests implements OnApplicationBootstrap {
  private readonly logger = new Logger('Guests');
  private current: readonly GuestStatus[];

  constructor(
    private readonly config: GatewayConfig,
    private readonly documents: ServiceDocuments,
    private readonly engine: FederationEngine,
    private readonly cache: ResponseCache,
  ) {
    this.current = config.GATEWAY_GUESTS.map(({ name }) => ({ name, state: 'asked' }));
  }

  get statuses(): readonly GuestStatus[] {
    return this.current;
  }

  /** Does not wait: a guest that is slow must not keep the shop closed. */
  onApplicationBootstrap(): void {
    if (this.config.GATEWAY_GUESTS.length === 0) return;
    this.join().catch((error: unknown) => this.logger.error(error));
  }

  private async join(): Promise<void> {
    const refusals = new Map<string, string>();
    const asked = this.config.GATEWAY_GUESTS.map((guest) => describe(guest, refusals));
    const described = (await Promise.all(asked)).filter((subgraph) => subgraph !== undefined);
    const { supergraph, refused } = composeWithGuests(this.documents.subgraphs, described);
    for (const { name, reason } of refused) refusals.set(name, reason);
    await this.engine.replaceSupergraph(supergraph);
    this.cache.clear();
    this.current = this.config.GATEWAY_GUESTS.map(({ name }) => statusOf(name, refusals.get(name)));
    for (const { name, state, reason = '' } of this.current)
      this.logger.log(`The guest ${name} has ${state}. ${reason}`.trim());
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

function statusOf(name: string, reason: string | undefined): GuestStatus {
  return reason === undefined ? { name, state: 'joined' } : { name, state: 'refused', reason };
}
