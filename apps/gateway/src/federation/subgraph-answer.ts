import type { ExecutionResult } from 'graphql';
import type { CallSubgraph, SubgraphCall } from './federation-engine.ts';

/** What a subgraph answers in time. Rejects when it does not, when it is too late to call, and for an empty answer. */
export async function answerInTime(callSubgraph: CallSubgraph, call: SubgraphCall): Promise<ExecutionResult> {
  const { deadline } = call.context;
  deadline.throwIfAborted();
  const answer = await beforeDeadline(callSubgraph(call), deadline);
  if (!answer.data && !answer.errors?.length) throw new Error('The answer has neither data nor errors.');
  return answer;
}

/** Settles as the answer does, or rejects with the signal's reason when that comes first. */
function beforeDeadline<Answer>(answering: Promise<Answer>, deadline: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(deadline.reason);
    if (deadline.aborted) giveUp();
    deadline.addEventListener('abort', giveUp, { once: true });
    answering.then(resolve, reject).finally(() => deadline.removeEventListener('abort', giveUp));
  });
}
