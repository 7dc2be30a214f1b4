import { Logger } from '@nestjs/common';
import { DomainError } from '../errors/domain-error.ts';
import type { NewEvent } from '../event-log/event.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { ipPrefix } from '../http/client-network.ts';
import { currentRequest, outsideRequest } from '../http/request-context.ts';
import { serviceScope } from '../run/service-scope.ts';

/** The event by which denials reach the audit trail; its subject is the user's id. */
export const ACCESS_DENIED = 'access.denied.v1';

const MINUTE_MS = 60_000;
/** However many are refused: one process tells of no more in a minute. */
export const MOST_DENIALS_A_MINUTE = 200;
/** A refusal may name scopes that the caller made up. */
const MOST_SCOPES = 10;
const LONGEST_SCOPE = 80;

/** Somebody who is known was refused something; what differs between repeats is that of the first time. */
export interface AccessDenial {
  readonly service: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly code: string;
  readonly scopes: readonly string[];
  /** Undefined for what is no address. */
  readonly network?: string;
  readonly requestId: string;
}

interface Counted extends AccessDenial {
  readonly since: string;
  count: number;
}

/**
 * Counts denials in memory, where they cost the answer nothing, and tells them once a minute: one event for each service,
 * user, code and scope. What cannot be told is kept for the next minute; what a killed process has not told is lost.
 */
export class AccessDenials {
  private readonly logger = new Logger('AccessDenials');
  private readonly noted = new Map<string, Counted>();
  private uncounted = 0;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly log: Pick<EventLog, 'append'>,
    private readonly now: () => number = Date.now,
  ) {}

  note(denial: AccessDenial): void {
    this.add({ ...denial, since: new Date(this.now()).toISOString(), count: 1 });
  }

  /** Tells what was noted so far. Does not reject. */
  async tell(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.uncounted > 0) this.logger.warn(`${this.uncounted} more denials in a minute than are told one by one.`);
    this.uncounted = 0;
    const noted = [...this.noted.values()];
    this.noted.clear();
    for (const [service, denials] of Map.groupBy(noted, (denial) => denial.service))
      await this.append(service, denials);
  }

  async stop(): Promise<void> {
    await this.tell();
    clearTimeout(this.timer);
  }

  private async append(service: string, denials: readonly Counted[]): Promise<void> {
    try {
      await outsideRequest(() => this.log.append(service, denials.map(toEvent)));
    } catch (error) {
      this.logger.error(new Error('Denials could not be told; they are kept for the next minute.', { cause: error }));
      for (const denial of denials) this.add(denial);
    }
  }

  private add(denial: Counted): void {
    const key = keyOf(denial);
    const known = this.noted.get(key);
    if (known) known.count += denial.count;
    else if (this.noted.size < MOST_DENIALS_A_MINUTE) this.noted.set(key, denial);
    else this.uncounted += denial.count;
    this.timer ??= setTimeout(() => void this.tell(), MINUTE_MS).unref();
  }
}

/** The service is the event's source. */
function toEvent({ userId, sessionId, code, scopes, count, since, network, requestId }: Counted): NewEvent {
  const data = { userId, sessionId, code, scopes, count, since, network, requestId };
  return { type: ACCESS_DENIED, subject: userId, data };
}

/** Scopes that the caller made up do not make one denial many. */
function keyOf({ service, userId, code, scopes }: AccessDenial): string {
  return JSON.stringify([service, userId, code, ...(code === 'FORBIDDEN' ? scopes : [])]);
}

/** Notes a refusal of the running request, whatever it is answered as: a problem, a GraphQL error or data. */
export function noteDenial(error: unknown): void {
  if (!(error instanceof DomainError) || error.kind !== 'forbidden') return;
  const { identity, clientIp = '', requestId = '' } = currentRequest() ?? {};
  if (!identity) return;
  const { service, process } = serviceScope();
  const { userId, sessionId } = identity;
  const scopes = scopesOf(error);
  process.denials.note({
    service,
    userId,
    sessionId,
    code: error.code,
    scopes,
    network: ipPrefix(clientIp),
    requestId,
  });
}

function scopesOf({ details }: DomainError): readonly string[] {
  const { missingScopes, scopes = missingScopes } = details;
  if (!Array.isArray(scopes)) return [];
  return scopes.slice(0, MOST_SCOPES).map((scope) => String(scope).slice(0, LONGEST_SCOPE));
}
