import { Injectable } from '@nestjs/common';
import { currentRequest } from '@tovar/platform';
import { AnswerBody } from '../cache/answer-body.ts';
import { type CachedAnswer, type MadeAnswer, ResponseCache } from '../cache/response-cache.ts';
import { answerText } from '../federation/encoded-answer.ts';
import { statusOf } from './graphql-answer.ts';
import { GraphQLExecutor } from './graphql-executor.ts';
import type { AdmittedOperation } from './operation-gate.ts';

type Headers = Readonly<Record<string, string>>;

const JSON_BODY = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/** Answers of admitted operations as bodies: queries from the cache where that may be, everything else by the graph. */
@Injectable()
export class GraphQLAnswers {
  constructor(
    private readonly executor: GraphQLExecutor,
    private readonly cache: ResponseCache,
  ) {}

  async answer(admitted: AdmittedOperation, headers: Headers): Promise<CachedAnswer> {
    const make = (): Promise<MadeAnswer> => this.execute(admitted, headers);
    const isKept = admitted.operation.operation === 'query' && this.cache.isOn;
    if (!isKept) return { answer: (await make()).answer, isHit: false };
    const { text, operationName = '' } = admitted;
    const kind = `${operationName}\n${text}`;
    const key = `${canonical(admitted.variables)}\n${kind}`;
    return this.cache.answer({ key, kind, isGuest: currentRequest()?.authorization === undefined }, make);
  }

  private async execute(admitted: AdmittedOperation, headers: Headers): Promise<MadeAnswer> {
    const { answer, shown, shared } = await this.executor.execute(admitted, headers);
    return { answer: new AnswerBody(Buffer.from(answerText(answer)), JSON_BODY, statusOf(answer), shown), shared };
  }
}

/** JSON in which the order of keys does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isObject(inner) ? sorted(inner) : inner));
}

function sorted(object: object): object {
  return Object.fromEntries(Object.entries(object).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
