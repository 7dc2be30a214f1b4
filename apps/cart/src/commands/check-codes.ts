import { Injectable } from '@nestjs/common';
import { currentRequest, ipClient, KeyValueStore } from '@tovar/platform';
import { CartConfig } from '../cart.config.ts';
import type { Cart } from '../domain/cart.ts';
import { CodeNotValid, TooManyCodeTries } from '../domain/cart.errors.ts';
import { isOpenTo } from '../domain/pricing/offers.ts';
import { UsesOfBuyer } from '../queries/uses-of-buyer.ts';
import { ShopRules } from '../shop-rules.ts';

const TRIES = 'cart.code-tries';
const WINDOW_MS = 10 * 60_000;

/** Looks at new promotion codes, and slows down whoever guesses at them. */
@Injectable()
export class CheckCodes {
  constructor(
    private readonly rules: ShopRules,
    private readonly uses: UsesOfBuyer,
    private readonly store: KeyValueStore,
    private readonly config: CartConfig,
  ) {}

  /**
   * Throws `CodeNotValid` unless each of the new codes can be used by the owner of the cart, whatever is in it, and
   * `TooManyCodeTries` after too many that could not. A try counts before it is looked at, so that a thousand at once are
   * no more than one after another; the right ones are taken back.
   */
  async require(added: readonly string[], cart: Cart): Promise<void> {
    if (added.length === 0) return;
    const client = ipClient(currentRequest()?.clientIp ?? '') ?? 'unknown';
    const tries = await this.store.increment(TRIES, client, added.length, { ttlMs: WINDOW_MS });
    if (tries > this.config.CART_CODE_TRIES + added.length - 1) throw new TooManyCodeTries(WINDOW_MS / 1_000);
    if (!(await this.areOpen(added, cart))) throw new CodeNotValid();
    await this.store.increment(TRIES, client, -added.length, { ttlMs: WINDOW_MS });
  }

  /** Those of the cart's codes that its owner can still use. */
  async openAmong(cart: Cart): Promise<string[]> {
    const isOpen = await this.openTo(cart);
    return cart.codes.filter(isOpen);
  }

  private async areOpen(codes: readonly string[], cart: Cart): Promise<boolean> {
    const isOpen = await this.openTo(cart);
    return codes.every(isOpen);
  }

  private async openTo(cart: Cart): Promise<(code: string) => boolean> {
    const { promotions } = await this.rules.current();
    const customerId = cart.owner === 'customer' ? cart.customerId : null;
    const buyer = { customerId, usedUp: await this.uses.usedUp(cart, promotions), now: new Date() };
    return (code) => promotions.some((promotion) => promotion.codes.includes(code) && isOpenTo(promotion, buyer));
  }
}
