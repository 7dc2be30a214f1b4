import type { AddressInfo } from 'node:net';
import { calculatorApi } from './calculator-api.ts';
import { CarrierSandboxInProduction } from './carrier-sandbox.errors.ts';
import { controlApi } from './control-api.ts';
import { Faults } from './faults.ts';
import { MoveParcel } from './move-parcel.ts';
import { OrderBook } from './order-book.ts';
import { ordersApi } from './orders-api.ts';
import { parcelsPage } from './parcels-page.ts';
import { pointsApi } from './points-api.ts';
import { printApi } from './print-api.ts';
import { createServer } from './server.ts';
import { Tokens } from './tokens.ts';
import { WebhookSender } from './webhook-sender.ts';

export interface CarrierSandboxOptions {
  /** 127.0.0.1 unless given; the control API has no password. */
  readonly host?: string;
  /** 0 takes a free one; a taken one rejects with EADDRINUSE. */
  readonly port: number;
  /** The account that the shop has at CDEK. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Keeps all parcels over restarts; without it they are forgotten. */
  readonly stateFile?: string;
  /** How long CDEK looks at an order or makes a form; 300 unless given. */
  readonly settleMs?: number;
}

/** A running sandbox. */
export interface CarrierSandbox {
  /** Without a slash at the end; the API is below `/v2`. */
  readonly url: string;
  /** Sends every notification to `url` from now on. */
  notify(url: string): void;
  /** Takes a parcel to the next step of its way, by the shop's number; false at the end of it. */
  move(number: string): boolean;
  /** Answers no more, and breaks off what is still open. */
  close(): Promise<void>;
}

/** Starts CDEK on this machine. Rejects in production, and with the system's error when the port is taken. */
export async function startCarrierSandbox(options: CarrierSandboxOptions): Promise<CarrierSandbox> {
  if (process.env['NODE_ENV'] === 'production') throw new CarrierSandboxInProduction();
  const { host = '127.0.0.1', port, stateFile, settleMs = 300 } = options;
  const faults = new Faults();
  const book = new OrderBook(stateFile);
  const sender = new WebhookSender(faults);
  const moveParcel = new MoveParcel(book, sender);
  const tokens = new Tokens(options, faults);
  const app = createServer();
  await app.register(tokens.plugin);
  await app.register(controlApi({ book, faults, sender, moveParcel }));
  await app.register(parcelsPage(book, moveParcel));
  await app.register(async (authenticated) => {
    authenticated.addHook('onRequest', async (request) => tokens.require(request));
    await authenticated.register(calculatorApi(faults));
    await authenticated.register(pointsApi(faults));
    await authenticated.register(ordersApi({ book, faults, settleMs }));
    await authenticated.register(printApi({ book, faults, settleMs }));
  });
  await app.listen({ host, port });
  const address = app.server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    notify: (url) => sender.sendTo(url),
    move: (number) => moveParcel.execute(number) !== undefined,
    close: async () => {
      await sender.close();
      await app.close();
    },
  };
}
