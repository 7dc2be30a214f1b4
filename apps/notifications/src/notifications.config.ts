import { Configuration, PlatformConfig } from '@tovar/platform';
import { z } from 'zod';

const variables = {
  NODE_ENV: PlatformConfig.shape.NODE_ENV,
  HOST: PlatformConfig.shape.HOST,
  PORT: PlatformConfig.shape.PORT,
  PUBLIC_URL: z.url().optional().describe("the shop's address as browsers see it; mailed links lead there"),
};

/** What notifications reads besides the platform's own variables. Mailed links lead to the public address. */
export class NotificationsConfig extends Configuration(variables) {
  /** Where the storefront is, without a slash at its end. */
  get shopUrl(): string {
    const { PUBLIC_URL, HOST, PORT } = this;
    return (PUBLIC_URL ?? `http://${HOST}:${PORT}`).replace(/\/+$/, '');
  }
}
