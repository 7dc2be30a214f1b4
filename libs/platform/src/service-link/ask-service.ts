import { ServiceUnavailable } from '../errors/platform.errors.ts';
import { type ServiceLink, ServiceRefused } from './service-link.ts';

/** A question that may be asked twice. Throws `ServiceUnavailable` when the service fails to answer it. */
export async function askService(link: ServiceLink, service: string, path: string, body: object): Promise<unknown> {
  try {
    return await link.json<unknown>({ service, method: 'POST', path, body, isSafeToRepeat: true });
  } catch (error) {
    const isDown = error instanceof ServiceRefused && error.status >= 500;
    throw isDown ? new ServiceUnavailable(service, { cause: error }) : error;
  }
}
