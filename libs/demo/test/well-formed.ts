const TAG = /<(\/?)([a-zA-Z]+)((?: [a-zA-Z][\w:-]*="[^"<&]*")*)(\/?)>/g;

/** What keeps a markup from being well-formed XML, as far as pictures use it; nothing when it is. */
export function defectOf(markup: string): string | undefined {
  const open: string[] = [];
  let position = 0;
  for (const tag of markup.matchAll(TAG)) {
    if (tag.index !== position) return `unexpected text: ${markup.slice(position, tag.index)}`;
    position += tag[0].length;
    const [, isClosing, name = '', attributes = '', isEmpty] = tag;
    const names = [...attributes.matchAll(/ ([a-zA-Z][\w:-]*)=/g)].map((match) => match[1]);
    if (new Set(names).size !== names.length) return `repeated attribute in <${name}${attributes}>`;
    if (isClosing && open.pop() !== name) return `</${name}> closes another element`;
    if (!isClosing && !isEmpty) open.push(name);
  }
  if (position !== markup.length) return `unexpected end: ${markup.slice(position)}`;
  return open.length > 0 ? `not closed: ${open.join(' ')}` : undefined;
}
