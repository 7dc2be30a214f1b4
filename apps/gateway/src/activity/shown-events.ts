import { MOST_SHOWN, type MessageData, type ShopEvent } from '@tovar/contracts';

type Shown = MessageData<'activity.shown.v1'>;

/** What was counted, as events that hold no more than their contract allows. What nobody knows how to read is left out. */
export function toShownEvents(
  counts: ReadonlyMap<string, number>,
  subject: string,
  now: Date,
): ShopEvent<'activity.shown.v1'>[] {
  const products: Shown['products'] = [];
  const searches: Shown['searches'] = [];
  for (const [thing, count] of counts) {
    const [kind, name = '', words] = thing.split(':');
    if (kind === 'product') products.push({ productId: name, count });
    if (kind === 'search' && words) searches.push({ words: readable(words), count, isInVain: name === 'in-vain' });
  }
  const parts = Math.ceil(Math.max(products.length, searches.length) / MOST_SHOWN);
  return Array.from({ length: parts }, (_, part) => {
    const [from, to] = [part * MOST_SHOWN, (part + 1) * MOST_SHOWN];
    const data = { at: now.toISOString(), products: products.slice(from, to), searches: searches.slice(from, to) };
    return { type: 'activity.shown.v1', subject, data };
  });
}

/** Without what no database holds, half a character at the cut among it. */
function readable(words: string): string {
  return decodeURIComponent(words).replaceAll('\0', '').slice(0, 200).toWellFormed();
}
