import { Sandbox } from '../../support/sandbox.ts';
import type { Fault } from '../fault.ts';

/** One of the provider's bad days: `kind` as the sandbox calls it. */
export interface ProviderFault {
  readonly target: 'create' | 'capture' | 'refund' | 'get' | 'token' | 'webhook';
  readonly kind: string;
  /** Whoever is used first unless it is given. */
  readonly provider?: 'paypal' | 'yookassa';
  readonly times: number;
  readonly delayMs?: number;
}

/** [FT-04] The provider fails before or after it did what it was asked, or tells it twice, late, or never. */
export function providerFails(sandboxUrl: string, fault: ProviderFault): Fault {
  const sandbox = new Sandbox(sandboxUrl);
  return {
    id: 'FT-04',
    name: [fault.provider, fault.target, fault.kind].filter(Boolean).join(' '),
    arm: () => sandbox.fault(fault),
    heal: async () => {
      const left = await sandbox.clearFaults(fault);
      return fault.times - left;
    },
  };
}
