/** A capture or refund as the provider's ledger has it. */
export interface LedgerEntry {
  readonly id: string;
  readonly status: string;
  readonly custom_id?: string;
  readonly invoice_id?: string;
  readonly amount: { readonly currency_code: string; readonly value: string };
}

/** The payment sandbox's control API: faults to provoke, and the ledger that says what was really charged. */
export class Sandbox {
  constructor(private readonly url: string) {}

  async fault(fault: { target: string; kind: string; times?: number; delayMs?: number }): Promise<void> {
    const response = await fetch(`${this.url}/__control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (!response.ok) throw new Error(`The sandbox refused the fault: ${await response.text()}`);
  }

  async clearFaults(): Promise<void> {
    await fetch(`${this.url}/__control/faults`, { method: 'DELETE' });
  }

  async ledger(): Promise<{ orders: LedgerEntry[]; captures: LedgerEntry[]; refunds: LedgerEntry[] }> {
    const response = await fetch(`${this.url}/__control/ledger`);
    return (await response.json()) as { orders: LedgerEntry[]; captures: LedgerEntry[]; refunds: LedgerEntry[] };
  }
}
