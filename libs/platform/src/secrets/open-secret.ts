import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createPrivateFile } from './private-file.ts';

const SECRET_BYTES = 32;

/** A secret that we made has been shortened since; what is made from it could be guessed. */
export class SecretFileTooShort extends Error {
  readonly code = 'SECRET_FILE_TOO_SHORT';
  constructor(path: string) {
    super(`${path} holds less than ${SECRET_BYTES} bytes. Restore it, or remove it to have another secret made.`);
  }
}

/** The secret that the configuration gives, or else the one in the file, made at random on the first start. */
export async function openSecret(given: string | undefined, path: string): Promise<Uint8Array> {
  if (given) return Buffer.from(given);
  await createPrivateFile(path, randomBytes(SECRET_BYTES).toString('base64url'));
  const secret = await readFile(path);
  if (secret.length < SECRET_BYTES) throw new SecretFileTooShort(path);
  return secret;
}
