import { randomUUID } from 'node:crypto';

const statuses = {
  invalid_request: 400,
  not_supported: 400,
  invalid_credentials: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  unsupported_media_type: 415,
  too_many_requests: 429,
  internal_server_error: 500,
} as const;
export type RefusalCode = keyof typeof statuses;

/** An answer in YooKassa's error shape; a shop branches on the status, `code` and `parameter`, never on the text. */
export class YooKassaRefusal extends Error {
  constructor(
    readonly code: RefusalCode,
    description: string,
    readonly parameter?: string,
  ) {
    super(description);
  }

  get status(): number {
    return statuses[this.code];
  }

  view(): object {
    return {
      type: 'error',
      id: randomUUID(),
      code: this.code,
      description: this.message,
      ...(this.parameter && { parameter: this.parameter }),
    };
  }
}

export function invalid(description: string, parameter?: string): YooKassaRefusal {
  return new YooKassaRefusal('invalid_request', description, parameter);
}

export function notFound(what: 'payment' | 'refund'): YooKassaRefusal {
  return new YooKassaRefusal('not_found', `Incorrect ${what}_id. The ${what} does not exist.`, `${what}_id`);
}
