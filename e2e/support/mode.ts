/** `TOVAR_E2E_MODE=distributed`: the same suites against services in processes of their own, on brokers. */
export const isDistributed = process.env.TOVAR_E2E_MODE === 'distributed';
