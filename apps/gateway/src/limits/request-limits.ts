import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { currentRequest, KeyValueStore } from '@tovar/platform';
import { GatewayConfig } from '../gateway.config.ts';
import { Budgets, type Dear } from './budgets.ts';
import { TooManyRequests } from './rate-limit.errors.ts';
import { type Allowance, RateLimiter } from './rate-limiter.ts';

/** Holds callers to their budgets: each request by its address, what a user does by the user, what is dear by both. */
@Injectable()
export class RequestLimits implements OnModuleDestroy {
  private readonly limiter: RateLimiter;
  private readonly budgets: Budgets;

  constructor(store: KeyValueStore, config: GatewayConfig) {
    this.limiter = new RateLimiter(store);
    this.budgets = new Budgets(config);
  }

  /** Counts a request of an address, before anything else is known of it; undefined when nothing is limited. */
  ofAddress(address: string, hasToken: boolean): Allowance | undefined {
    if (!this.budgets.isOn) return undefined;
    return this.limiter.take(hasToken ? this.budgets.address : this.budgets.guest, networkOf(address));
  }

  /** Counts a request of whoever is logged in. Throws `TooManyRequests`. */
  requireUser(): void {
    const userId = currentRequest()?.identity?.userId;
    if (userId !== undefined && this.budgets.isOn) requireWithin(this.limiter.take(this.budgets.user, userId));
  }

  /** Counts what is dear, for the caller's address, for the user and for all. Throws `TooManyRequests`. */
  requireDear(dear: readonly Dear[]): void {
    const request = currentRequest();
    if (request) for (const one of dear) this.requireOne(one, request.clientIp, request.identity?.userId);
  }

  /** Counts what comes over an open socket as a request of its own. Throws `TooManyRequests`. */
  requireRequest(): void {
    const request = currentRequest();
    const allowance = request && this.ofAddress(request.clientIp, request.authorization !== undefined);
    if (allowance) requireWithin(allowance);
    this.requireUser();
  }

  /** The same for a guest of whom nothing is known but the address; false when a budget is used up. */
  allowsDear(dear: readonly Dear[], address: string): boolean {
    if (!this.budgets.isOn) return true;
    return dear.every((one) => {
      const { each, all } = this.budgets.of(one);
      return this.limiter.take(each, networkOf(address)).isWithin && this.limiter.take(all, '').isWithin;
    });
  }

  onModuleDestroy(): void {
    this.limiter.stop();
  }

  private requireOne(dear: Dear, address: string, userId: string | undefined): void {
    if (!this.budgets.isOn) return;
    const { each, all } = this.budgets.of(dear);
    requireWithin(this.limiter.take(each, userId === undefined ? networkOf(address) : `user ${userId}`));
    requireWithin(this.limiter.take(all, ''));
  }
}

function requireWithin(allowance: Allowance): void {
  if (!allowance.isWithin) throw new TooManyRequests(allowance);
}

/** Whoever has one IPv6 address has 2^64 of them. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail === undefined) return groups.slice(0, 4).join(':');
  const last = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - last.length) }, () => '0');
  return [...groups, ...zeros, ...last].slice(0, 4).join(':');
}
