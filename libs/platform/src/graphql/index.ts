export * from './date-time.scalar.ts';
export * from './enum-of.ts';
export * from './page-args.ts';
export * from './page-info.ts';
export * from './subgraph.module.ts';
export * from './user-error.ts';
export * from './parsed.ts';
