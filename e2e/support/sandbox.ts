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

  async fault(fault: {
    target: string;
    kind: string;
    provider?: string;
    times?: number;
    delayMs?: number;
  }): Promise<void> {
    const response = await fetch(`${this.url}/__control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (!response.ok) throw new Error(`The sandbox refused the fault: ${await response.text()}`);
  }

  /** Disarms the fault that is named, and all when none is; returns how often it had still to strike. */
  async clearFaults(named?: { target: string; kind: string; provider?: string }): Promise<number> {
    const armed = (await (await fetch(`${this.url}/__control/faults`)).json()) as {
      faults: { target: string; kind: string; provider?: string; times: number }[];
    };
    const { target = '', kind = '', provider } = named ?? {};
    const said = new URLSearchParams(named && { target, kind, ...(provider ? { provider } : {}) });
    await fetch(`${this.url}/__control/faults?${said}`, { method: 'DELETE' });
    return armed.faults
      .filter((fault) => fault.target === target && fault.kind === kind && fault.provider === provider)
      .reduce((left, { times }) => left + times, 0);
  }

  async ledger(): Promise<{ orders: LedgerEntry[]; captures: LedgerEntry[]; refunds: LedgerEntry[] }> {
    const response = await fetch(`${this.url}/__control/ledger`);
    return (await response.json()) as { orders: LedgerEntry[]; captures: LedgerEntry[]; refunds: LedgerEntry[] };
  }
}
