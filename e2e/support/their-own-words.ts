/** Writes whose bodies another company words as it likes: its adapter reads what it knows, and believes nothing of it. */
export const THEIR_OWN_WORDS: readonly string[] = ['POST /webhooks/carriers/{carrier}/{secret}'];
