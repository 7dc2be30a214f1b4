/** Variables of this name hold a secret, and may be given as a file. */
const SECRET = /_SECRET$/;
const DATABASE = /DATABASE_URL$/;
const SHORTEST_BYTES = 32;
/** Fewer different characters than any random text of that length has. */
const FEWEST_CHARACTERS = 8;
/** What stands in examples, in this repository and in those of others. */
const WELL_KNOWN =
  /^(sandbox|secret|change[-_ ]?me|password|passwd|postgres|admin|default|demo|example|insecure|test|tovar|webhook_id)/i;

/** Whether everybody knows this value, or one that begins like it. */
export function isWellKnown(value: string): boolean {
  return WELL_KNOWN.test(value);
}

/**
 * What is wrong, in production, with the secrets among the values of a configuration, one text for each. Tells no value.
 * One that is not given at all is made at random by whoever needs it, or refused by its schema.
 */
export function weakSecrets(values: Readonly<Record<string, unknown>>): string[] {
  const texts = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return texts.flatMap(([name, value]) => {
    if (SECRET.test(name) && isWeak(value)) {
      return `${name}: production needs a random secret of your own with at least ${SHORTEST_BYTES} bytes.`;
    }
    if (DATABASE.test(name) && isWellKnown(passwordIn(value))) return `${name}: its password is a well-known value.`;
    return [];
  });
}

function isWeak(value: string): boolean {
  const isShort = Buffer.byteLength(value) < SHORTEST_BYTES;
  return isShort || isWellKnown(value) || new Set(value).size < FEWEST_CHARACTERS;
}

function passwordIn(url: string): string {
  return URL.canParse(url) ? decodeURIComponent(new URL(url).password) : '';
}
