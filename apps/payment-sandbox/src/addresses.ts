/** Where the sandbox is found; known in full only once it listens. */
export class Addresses {
  private listening = '';

  /** Both may differ from where the sandbox listens: `apiUrl` for the shop, `checkoutUrl` for a buyer's browser. */
  constructor(private readonly fixed: { readonly apiUrl?: string; readonly checkoutUrl?: string }) {}

  listenAt(url: string): void {
    this.listening = url;
  }

  api(path: string): string {
    return (this.fixed.apiUrl ?? this.listening) + path;
  }

  /** PayPal's page for a buyer. */
  checkout(orderId: string): string {
    return `${this.fixed.checkoutUrl ?? this.listening}/checkoutnow?token=${orderId}`;
  }

  /** YooKassa's page for a buyer. */
  confirmation(paymentId: string): string {
    return `${this.fixed.checkoutUrl ?? this.listening}/api-pages/v2/payment-confirm/epl?orderId=${paymentId}`;
  }
}
