export * from './test-database.ts';
export * from './test-engines.ts';
export * from './tcp-proxy.ts';
export * from './test-shop.ts';
export * from './test-tokens.ts';
export * from './wait-for.ts';
export * from './access-marks.ts';
export { cameraPicture, drawn, pixelBomb } from './pictures.ts';
export { hashOf, Random } from './random.ts';
