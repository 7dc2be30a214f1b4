import { join } from 'node:path';
import { type CarrierSandbox, startCarrierSandbox } from '@tovar/carrier-sandbox';
import type { Environment } from '@tovar/platform';
import { firstFreePort } from '@tovar/platform/engines';
import type { AllInOneConfig } from './all-in-one.config.ts';
import type { DataFolder, Secrets } from './data-folder.ts';

const CLIENT_ID = 'sandbox';

/** The sandbox stands in for CDEK unless the carriers are chosen. */
export async function localCarrier(
  given: Environment,
  config: AllInOneConfig,
  folder: DataFolder,
): Promise<CarrierSandbox | undefined> {
  const isChosen = given.SHIPPING_CARRIERS ?? given.CDEK_BASE_URL ?? given.CDEK_ENVIRONMENT;
  if (isChosen || given.NODE_ENV === 'production') return undefined;
  const { cdekClientSecret: clientSecret } = await folder.secrets();
  return startCarrierSandbox({
    port: await firstFreePort(config.CARRIER_SANDBOX_PORT, '127.0.0.1'),
    clientId: CLIENT_ID,
    clientSecret,
    stateFile: join(folder.path, 'carrier-sandbox.jsonl'),
  });
}

/** What shipping is told of the sandbox, and the sandbox of the shop. */
export function carrierVariables(sandbox: CarrierSandbox, secrets: Secrets, shopUrl: string): Environment {
  sandbox.notify(`${shopUrl}/webhooks/carriers/cdek/${secrets.cdekWebhookSecret}`);
  return {
    SHIPPING_CARRIERS: 'table,cdek',
    CDEK_ENVIRONMENT: 'local',
    CDEK_BASE_URL: `${sandbox.url}/v2`,
    CDEK_CLIENT_ID: CLIENT_ID,
    CDEK_CLIENT_SECRET: secrets.cdekClientSecret,
    CDEK_WEBHOOK_SECRET: secrets.cdekWebhookSecret,
    CDEK_SENDER: 'Tovar',
    CDEK_SENDER_PHONE: '+74950000000',
    CDEK_FROM_POSTAL_CODE: '101000',
    CDEK_FROM_CITY: 'Москва',
    CDEK_FROM_ADDRESS: 'Мясницкая улица, 26',
  };
}
