/**
 * The source text of one member of a JSON object, byte for byte as it was sent: a signature covers the text, and
 * writing parsed JSON again would change it. `json` must be valid; undefined when it has no such member.
 */
export function rawMember(json: string, name: string): string | undefined {
  let position = json.indexOf('{') + 1;
  while (position > 0 && position < json.length) {
    const keyStart = json.indexOf('"', position);
    if (keyStart < 0) return undefined;
    const keyEnd = endOfString(json, keyStart);
    const valueStart = json.indexOf(':', keyEnd) + 1;
    const valueEnd = endOfValue(json, valueStart);
    if (JSON.parse(json.slice(keyStart, keyEnd)) === name) return json.slice(valueStart, valueEnd).trim();
    position = valueEnd + 1;
  }
  return undefined;
}

/** The position of the comma or brace that ends the value. */
function endOfValue(json: string, start: number): number {
  let depth = 0;
  for (let position = start; position < json.length; position++) {
    const character = json[position];
    if (character === '"') position = endOfString(json, position) - 1;
    else if (character === '{' || character === '[') depth++;
    else if (depth === 0 && (character === ',' || character === '}')) return position;
    else if (character === '}' || character === ']') depth--;
  }
  return json.length;
}

/** The position after the closing quote. */
function endOfString(json: string, start: number): number {
  let position = start + 1;
  while (json[position] !== '"') position += json[position] === '\\' ? 2 : 1;
  return position + 1;
}
