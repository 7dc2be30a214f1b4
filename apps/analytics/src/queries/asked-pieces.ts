import type { Stretch } from '../domain/period.ts';
import { piecesOf } from '../domain/pieces.ts';

/** The pieces of stretches as arrays for `PIECES`: the number of the stretch, span, beginning and end. */
export function askedPieces(stretches: readonly Stretch[]): [number[], string[], Date[], Date[]] {
  const pieces = stretches.flatMap((stretch, index) => piecesOf(stretch).map((piece) => ({ ...piece, index })));
  return [
    pieces.map(({ index }) => index),
    pieces.map(({ span }) => span),
    pieces.map(({ startMs }) => new Date(startMs)),
    pieces.map(({ endMs }) => new Date(endMs)),
  ];
}

/** As a table, from the first four parameters of a statement. */
export const PIECES =
  'unnest($1::integer[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS piece (nr, span, at, till)';

/** Rows of the tallies `t` that lie in a piece. */
export const IN_PIECE = 't.span = piece.span AND t.starts_at >= piece.at AND t.starts_at < piece.till';
