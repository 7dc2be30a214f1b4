import type { FastifyReply } from 'fastify';
import { pageQuery, toPageQuestion, toPageView } from './page-query.ts';

describe('the page of a REST list', () => {
  it('is asked for by texts, and by nothing that is no part of it', () => {
    expect(toPageQuestion(pageQuery.parse({ limit: '5', cursor: 'abc' }))).toEqual({ first: 5, after: 'abc' });
    expect(toPageQuestion(pageQuery.parse({}))).toEqual({ first: undefined, after: undefined });
    expect(pageQuery.safeParse({ offset: '5' }).success).toBe(false);
  });

  it('leaves it to the list to refuse what is no size', () => {
    expect(toPageQuestion({ limit: 'many' })).toEqual({ first: Number.NaN, after: undefined });
  });

  it('says where the next one begins, only when there is one', () => {
    const headers: string[] = [];
    const reply = {
      request: { url: '/things?limit=2' },
      header: (name: string) => headers.push(name),
    } as unknown as FastifyReply;
    const page = { items: [1, 2], endCursor: 'two' };
    const asText = (item: number): string => `${item}`;
    expect(toPageView({ ...page, hasNext: false }, reply, asText)).toEqual({ items: ['1', '2'], nextCursor: null });
    expect(headers).toEqual([]);
    expect(toPageView({ ...page, hasNext: true }, reply, asText)).toEqual({ items: ['1', '2'], nextCursor: 'two' });
    expect(headers).toEqual(['link']);
  });
});
