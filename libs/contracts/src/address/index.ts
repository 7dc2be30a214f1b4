export { COUNTRIES } from './countries.ts';
export * from './postal-address.ts';
