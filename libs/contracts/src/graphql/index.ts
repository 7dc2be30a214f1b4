export * from './money.graphql.ts';
export * from './postal-address.graphql.ts';
