export * from './decoding-limit.ts';
export * from './picture-bodies.ts';
export * from './picture-header.ts';
export * from './picture.errors.ts';
export * from './require-picture.ts';
