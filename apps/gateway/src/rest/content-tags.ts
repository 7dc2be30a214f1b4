import { createHash } from 'node:crypto';

const TAG = /^"(\d{1,9})\.[\w-]{16}"$/;

/**
 * The ETag of a body: its content by name, after the version that the service gave it. What a version shows may change
 * without it, such as whether a product can be had; a client that has the old body must not be told that it is current.
 */
export function contentTag(body: Uint8Array, etag: string | undefined): string {
  const content = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  const version = /^"(\d{1,9})"$/.exec(etag ?? '')?.[1];
  return version === undefined ? `"${content}"` : `"${version}.${content}"`;
}

/** The version that the service knows, from a tag that a client got here. */
export function versionTag(ifMatch: string): string {
  return ifMatch.replace(TAG, '"$1"');
}

/** Whether the client has this body already: any of the tags in `If-None-Match` (RFC 9110 §13.1.2). */
export function isUnchanged(etag: string | undefined, ifNoneMatch: string | undefined): boolean {
  if (etag === undefined || ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
