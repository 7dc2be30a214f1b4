import { InvalidFilePath } from './file-store.errors.ts';

const PATH = /^(?:[a-z0-9_-][a-z0-9._-]*\/)*[a-z0-9_-][a-z0-9._-]*$/;
const LONGEST_PATH = 200;
export const LONGEST_TYPE = 200;

/** The path, which stays inside of any store; throws `InvalidFilePath` for every other one. */
export function requireFilePath(path: string): string {
  if (!PATH.test(path) || path.length > LONGEST_PATH) throw new InvalidFilePath();
  return path;
}

/** A content type in one short line, whatever a client sent. */
export function storedContentType(contentType: string): string {
  return contentType.replaceAll(/[\r\n]/g, '').slice(0, LONGEST_TYPE);
}
