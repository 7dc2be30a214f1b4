import { z } from 'zod';

/** A subgraph of the shop's owner that joins the graph: where it answers GraphQL. */
export interface Guest {
  readonly name: string;
  readonly url: string;
}

const NAME = /^[a-z][a-z0-9_-]{0,49}$/;

/** `name=url,name=url`, as it stands in a variable. */
export const guestList = z.string().transform((text, context): readonly Guest[] => {
  try {
    return parseGuests(text);
  } catch (error) {
    context.addIssue((error as Error).message);
    return z.NEVER;
  }
});

function parseGuests(text: string): readonly Guest[] {
  const entries = text.split(',').map((entry) => entry.trim());
  const guests = entries.filter(Boolean).map(parseGuest);
  const names = guests.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`The guest ${twice} is named twice.`);
  return guests;
}

function parseGuest(entry: string): Guest {
  const separator = entry.indexOf('=');
  const name = entry.slice(0, separator);
  const url = entry.slice(separator + 1);
  if (separator === -1 || !NAME.test(name) || !/^https?:$/.test(protocolOf(url))) {
    throw new Error(`"${entry}" is not a guest: write name=https://host/path, the name in small letters.`);
  }
  return { name, url };
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
