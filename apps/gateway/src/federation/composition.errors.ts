/** One reason why subgraphs do not fit together; without `subgraph` when the message names several. */
export interface CompositionProblem {
  readonly subgraph?: string;
  readonly code: string;
  readonly message: string;
}

/** The subgraphs do not compose; a start-up or build error, never an answer to a client. */
export class CompositionFailed extends Error {
  readonly code = 'COMPOSITION_FAILED';

  constructor(readonly problems: readonly CompositionProblem[]) {
    super(['The subgraphs do not compose:', ...problems.map(lineOf)].join('\n'));
    this.name = new.target.name;
  }
}

function lineOf({ subgraph, code, message }: CompositionProblem): string {
  return `- ${subgraph ? `${subgraph}: ` : ''}${message} (${code})`;
}
