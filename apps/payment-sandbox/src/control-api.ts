import type { FastifyError, FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SandboxClock } from './clock.ts';
import {
  callFaultKinds,
  callTargets,
  ownFaultKinds,
  webhookFaultKinds,
  type CallFaultKind,
  type Fault,
  type Faults,
} from './faults.ts';
import { ledgerView } from './ledger-view.ts';
import type { Ledger } from './ledger.ts';
import type { OrderBook } from './paypal/orders/order-book.ts';
import { providerNames } from './provider-name.ts';
import type { WebhookBook } from './webhooks/webhook-book.ts';
import type { PaymentBook } from './yookassa/payments/payment-book.ts';

const longestAdvanceSeconds = 10 * 365 * 86_400;

/** What a test asks of the sandbox is wrong; `errors` says where. */
class InvalidControlInput extends Error {
  readonly code = 'INVALID_CONTROL_INPUT';
  constructor(readonly errors: readonly { readonly path: string; readonly message: string }[]) {
    super(errors.map(({ path, message }) => `${path}: ${message}`).join('; '));
  }
}

const faultInput = z
  .strictObject({
    target: z.enum([...callTargets, 'webhook']),
    kind: z.enum([...callFaultKinds, ...webhookFaultKinds]),
    times: z.int().min(1).max(1_000_000).default(1),
    delayMs: z.int().min(0).max(86_400_000).optional(),
    provider: z.enum(providerNames).optional(),
  })
  .refine(({ target, kind }) => (target === 'webhook') === kind.startsWith('webhook-'), {
    path: ['kind'],
    message: 'webhook-… kinds go with the target webhook, all others with a call',
  })
  .refine(({ target, kind }) => target !== 'token' || kind !== 'wrong-amount', {
    path: ['kind'],
    message: 'a token has no amount',
  });
const faultOfProvider = faultInput
  .refine(({ kind, provider }) => !provider || (ownFaultKinds[kind as CallFaultKind] ?? provider) === provider, {
    path: ['provider'],
    message: 'this provider does not do that',
  })
  .refine(({ kind, target }) => !kind.startsWith('refund-') || target === 'refund', {
    path: ['kind'],
    message: 'refund-… kinds go with the target refund',
  });
const namedFaults = z.strictObject({
  target: z.enum([...callTargets, 'webhook']).optional(),
  kind: z.enum([...callFaultKinds, ...webhookFaultKinds]).optional(),
  provider: z.enum(providerNames).optional(),
});
const clockInput = z.strictObject({ seconds: z.int().min(1).max(longestAdvanceSeconds) });

interface ControlApiDependencies {
  readonly ledger: Ledger;
  readonly orders: OrderBook;
  readonly yookassaPayments: PaymentBook;
  readonly webhooks: readonly WebhookBook[];
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly rootCertificatePem: string;
}

/** How tests steer and question the sandbox; nothing of it exists at a real provider. */
export function controlApi(dependencies: ControlApiDependencies) {
  const { ledger, orders, yookassaPayments, webhooks, clock, faults, rootCertificatePem } = dependencies;
  const time = () => ({ now: new Date(clock.now()).toISOString(), aheadSeconds: clock.aheadSeconds() });

  return async (app: FastifyInstance): Promise<void> => {
    app.setErrorHandler((error: FastifyError, _request, reply) => {
      const status = error instanceof InvalidControlInput ? 400 : (error.statusCode ?? 500);
      const errors = error instanceof InvalidControlInput ? { errors: error.errors } : {};
      return reply.status(status).send({ code: error.code, message: error.message, ...errors });
    });

    app.get('/__control/faults', async () => ({ faults: faults.list() }));

    app.post('/__control/faults', async ({ body }, reply) => {
      const fault: Fault = parseControlInput(faultOfProvider, body);
      faults.arm(fault);
      return reply.status(201).send(fault);
    });

    app.delete('/__control/faults', async ({ query }, reply) => {
      faults.clear(parseControlInput(namedFaults, query));
      return reply.status(204).send();
    });

    app.get('/__control/ledger', async () => ledgerView(orders, yookassaPayments));

    app.get('/__control/deliveries', async () => ({
      deliveries: webhooks.flatMap((book) => book.deliveries()),
    }));

    app.get('/__control/clock', async () => time());

    app.post('/__control/clock/advance', async ({ body }) => {
      const { seconds } = parseControlInput(clockInput, body);
      ledger.commit([{ type: 'ClockAdvanced', seconds }]);
      return time();
    });

    app.get('/__control/root-certificate', async (_request, reply) =>
      reply.type('application/x-pem-file').send(rootCertificatePem),
    );
  };
}

function parseControlInput<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new InvalidControlInput(
    result.error.issues.map(({ path, message }) => ({ path: path.join('.') || 'body', message })),
  );
}
