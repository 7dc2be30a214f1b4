import type { FastifyReply } from 'fastify';

/** Says in a `Link` header where the next page of a list is: the same question with another cursor. */
export function linkNextPage(reply: FastifyReply, cursor: string | null | undefined): void {
  if (!cursor) return;
  const { pathname, searchParams } = new URL(reply.request.url, 'http://shop.invalid');
  searchParams.set('cursor', cursor);
  reply.header('link', `<${pathname}?${searchParams.toString()}>; rel="next"`);
}
