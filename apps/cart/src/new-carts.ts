import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ShopEvent } from '@tovar/contracts';
import { EventLog, LaterTelling } from '@tovar/platform';

/** Carts that somebody has begun: told together once a second, so that filling a cart waits for nothing more. */
@Injectable()
export class NewCarts implements OnModuleDestroy {
  private readonly begun: ShopEvent<'cart.created.v1'>[] = [];
  private readonly later: LaterTelling;

  constructor(log: EventLog) {
    this.later = new LaterTelling(log, 'cart', () => this.begun.splice(0));
  }

  note(cartId: string): void {
    const data = { cartId, at: new Date().toISOString() };
    this.begun.push({ type: 'cart.created.v1', subject: cartId, data });
    this.later.wake();
  }

  onModuleDestroy(): Promise<void> {
    return this.later.stop();
  }
}
