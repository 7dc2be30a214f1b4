import { NotFound, VersionConflict } from '@tovar/platform';

/** What Prisma tells of a statement that the database has refused. */
interface PrismaRefusal {
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: { readonly constraint?: { index?: string } } } };
}

/** The name of the constraint that a write broke, if that is why it failed. */
export function brokenConstraint(error: unknown): string | undefined {
  return (error as PrismaRefusal).meta?.driverAdapterError?.cause?.constraint?.index;
}

/** Runs a write; a constraint that it breaks is what `refusals` make of it. */
export async function refusing<T>(
  refusals: Readonly<Record<string, (cause: unknown) => Error>>,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const refusal = refusals[brokenConstraint(error) ?? ''];
    throw refusal ? refusal(error) : error;
  }
}

/** Why a write that names a version has found no row: the thing is gone, or at another one. */
export function versionRefusal(what: string, stored: { readonly version: number } | null): Error {
  return stored ? new VersionConflict(what, stored.version) : new NotFound(what);
}
