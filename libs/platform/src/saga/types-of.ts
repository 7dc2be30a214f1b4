/** The message types of a cell of the table, which may hold none, one or several. */
export function typesOf(cell: string | readonly string[] | undefined): readonly string[] {
  if (cell === undefined) return [];
  return typeof cell === 'string' ? [cell] : cell;
}
