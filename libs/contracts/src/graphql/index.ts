export * from './money.graphql.ts';
