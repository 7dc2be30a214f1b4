export * from './cart.calls.ts';
export * from './catalog.calls.ts';
