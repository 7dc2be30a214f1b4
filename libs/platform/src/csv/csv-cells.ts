const QUOTE = '"';

/** The cells of a record; `openedIn` is the number of the cell, from 0, whose quote is not closed yet. */
export type ScannedCells = { readonly cells: readonly string[] } | { readonly openedIn: number };

/** A quote that stands where none may. */
export class MisplacedQuote extends Error {
  constructor(readonly cell: number) {
    super('A cell with quotes begins and ends with one, and has those inside of it doubled.');
  }
}

/** Splits a record without its line end. Throws `MisplacedQuote`. */
export function scanCells(text: string, delimiter: string): ScannedCells {
  if (!text.includes(QUOTE)) return { cells: text.split(delimiter) };
  const cells: string[] = [];
  for (let begin = 0; begin <= text.length;) {
    const end = text[begin] === QUOTE ? endOfQuoted(text, begin) : endOfPlain(text, begin, delimiter);
    if (end === -1) return { openedIn: cells.length };
    const cell = text.slice(begin, end);
    const isQuoted = cell.startsWith(QUOTE);
    if (end < text.length && text[end] !== delimiter) throw new MisplacedQuote(cells.length);
    if (!isQuoted && cell.includes(QUOTE)) throw new MisplacedQuote(cells.length);
    cells.push(isQuoted ? cell.slice(1, -1).replaceAll('""', QUOTE) : cell);
    begin = end + 1;
  }
  return { cells };
}

function endOfPlain(text: string, begin: number, delimiter: string): number {
  const end = text.indexOf(delimiter, begin);
  return end === -1 ? text.length : end;
}

/** Past the closing quote; -1 when there is none. */
function endOfQuoted(text: string, begin: number): number {
  for (let at = text.indexOf(QUOTE, begin + 1); at !== -1; at = text.indexOf(QUOTE, at + 2))
    if (text[at + 1] !== QUOTE) return at + 1;
  return -1;
}

/** A record as a line of a file. */
export function writeCells(cells: readonly string[]): string {
  return `${cells.map(writeCell).join(',')}\n`;
}

function writeCell(cell: string): string {
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll(QUOTE, '""')}"` : cell;
}
