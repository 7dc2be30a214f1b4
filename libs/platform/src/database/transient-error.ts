/**
 * SQLSTATE classes and codes (https://www.postgresql.org/docs/18/errcodes-appendix.html) of what a later try may not
 * meet: lost connections, rolled back transactions, exhausted resources, a server that stops or only reads, and statements
 * that took too long: most often they waited for a lock.
 */
const TRANSIENT_SQLSTATE = /^(?:08|40|53)[0-9A-Z]{3}$|^(?:57014|57P0[1-5]|25006|55P03)$/;
const TRANSIENT_SYSTEM_ERROR = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  // What a port of ours throws when its server is away.
  'SERVICE_UNAVAILABLE',
]);
/** What pg, its pool and TypeORM, which gives a lost connection back by itself, throw without any code when it is gone. */
const LOST_CONNECTION = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed',
  'timeout exceeded when trying to connect',
  'Query runner already released',
  'Database connection provided by a query runner was already released',
];

/** True when a server that is needed failed, not what was asked of it: the same work may succeed later. Looks at causes as well. */
export function isTransient(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = causeOf(cause), depth += 1) {
    const { message } = cause;
    const code = codeOf(cause);
    if (typeof code === 'string' && (TRANSIENT_SQLSTATE.test(code) || TRANSIENT_SYSTEM_ERROR.has(code))) return true;
    if (LOST_CONNECTION.some((text) => message.startsWith(text)) || isMissingSocket(cause)) return true;
  }
  return false;
}

/** A server on this machine takes its socket's file along when it stops. */
function isMissingSocket({ code, syscall }: NodeJS.ErrnoException): boolean {
  return code === 'ENOENT' && syscall === 'connect';
}

/** Prisma keeps the error of its driver in `meta`, and that one the server's own code in a plain `cause`. */
interface PrismaError extends Error {
  readonly code?: unknown;
  readonly meta?: { readonly driverAdapterError?: unknown };
}

function causeOf(error: PrismaError): unknown {
  return error.cause ?? error.meta?.driverAdapterError;
}

function codeOf(error: PrismaError): unknown {
  return error.code ?? (error.cause as { originalCode?: unknown } | undefined)?.originalCode;
}
