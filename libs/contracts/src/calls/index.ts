export * from './audit.calls.ts';
export * from './catalog.calls.ts';
export * from './checkout.calls.ts';
export * from './contact.calls.ts';
export * from './mail.calls.ts';
export * from './persons.calls.ts';
export * from './shipping.calls.ts';
