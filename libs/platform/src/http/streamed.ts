/**
 * Marks an operation in a service's OpenAPI document: its bodies may be of any size, so they are passed on while they
 * arrive and never held.
 */
export const STREAMED = 'x-streamed';
