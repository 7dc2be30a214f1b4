/** Spreadsheets take a cell that begins like this for a formula and run it, whoever wrote it. */
const RUNS = /^'*[=+\-@\t\r]/;
const IS_QUOTED = /^'+[=+\-@\t\r]/;

/** An apostrophe before it makes the cell a text. What has apostrophes there already gets one more, so that none is lost. */
export function quoteCell(text: string): string {
  return RUNS.test(text) ? `'${text}` : text;
}

/** Takes away what `quoteCell` has added, and nothing else. */
export function unquoteCell(text: string): string {
  return IS_QUOTED.test(text) ? text.slice(1) : text;
}
