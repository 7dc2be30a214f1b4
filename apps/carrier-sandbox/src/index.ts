export { startCarrierSandbox, type CarrierSandbox, type CarrierSandboxOptions } from './carrier-sandbox.ts';
export { BrokenStateFile, CarrierSandboxInProduction } from './carrier-sandbox.errors.ts';
