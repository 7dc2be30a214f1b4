import { BlockList, isIP } from 'node:net';
import type { PaymentsConfig } from '../../payments.config.ts';
import { yookassaApi } from '../../yookassa.config.ts';

/** Everything that differs between YooKassa's live money, a test shop there, and the payment sandbox on this machine. */
export interface YooKassaEnvironment {
  /** Base URL of the API, with its version. */
  readonly api: string;
  readonly shopId: string;
  /** The origins on which a buyer may be sent to pay. */
  readonly buyerPages: readonly string[];
  /** What a payment has to say of itself: play money is no money, and the other way round. */
  readonly isTest: boolean;
  /** True for an address from which YooKassa sends. */
  readonly isSender: (ip: string) => boolean;
}

const BUYER_PAGES = ['https://yoomoney.ru', 'https://yookassa.ru'];

export function yookassaEnvironment(config: PaymentsConfig): YooKassaEnvironment {
  const api = yookassaApi(config);
  const isLocal = config.YOOKASSA_ENVIRONMENT === 'local';
  return {
    api,
    shopId: config.YOOKASSA_SHOP_ID,
    buyerPages: isLocal ? [new URL(config.YOOKASSA_CHECKOUT_URL ?? api).origin] : BUYER_PAGES,
    isTest: config.YOOKASSA_ENVIRONMENT !== 'live',
    isSender: senders(config.YOOKASSA_WEBHOOK_NETWORKS),
  };
}

function senders(networks: readonly string[]): (ip: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (ip) => isIP(ip) !== 0 && list.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');
}
