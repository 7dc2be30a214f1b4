/**
 * The arithmetic of the hot paths, named once: every look-up of a global costs, most of all in a test runner's sandbox, and
 * a large shop would do millions of them.
 */
export const { floor, imul, min, round, sqrt } = Math;
export const toBigInt = BigInt;
