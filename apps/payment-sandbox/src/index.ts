export type { SandboxLogger } from './logger.ts';
export { startPaymentSandbox, type PaymentSandbox, type PaymentSandboxOptions } from './payment-sandbox.ts';
export {
  BrokenJournal,
  BrokenSigningKeys,
  InvalidSandboxConfiguration,
  SandboxInProduction,
  SandboxStartError,
} from './payment-sandbox.errors.ts';
