/** The longest life of an access token; a revocation is remembered this long. */
export const ACCESS_TOKEN_LIFE_MS = 10 * 60_000;
