import { waitFor } from '@tovar/testing';
import type { Replica } from '../../e2e/support/replica.ts';
import { ShopOfReplicas } from '../../e2e/support/shop-of-replicas.ts';
import type { Settings, Surroundings } from './part.ts';

const SERVICE = 'catalog';
/** Every read is one of catalog's, and soon after its start the gateway asks a new replica. */
const ENVIRONMENT = { GATEWAY_CACHE_MB: '0', GATEWAY_SCHEMA_POLL_MS: '200', LOG_LEVEL: 'error' };

/** A distributed shop whose catalog runs in as many processes as one likes. */
export class CatalogReplicas {
  private constructor(private readonly shop: ShopOfReplicas) {}

  /** With one replica. */
  static async start({ products }: Settings, { openings }: Surroundings): Promise<[CatalogReplicas, Replica]> {
    const environment = { ...ENVIRONMENT, DEMO_SIZE: String(products) };
    const shop = await openings.open(
      () => ShopOfReplicas.start([SERVICE], environment),
      (each) => each.remove(),
    );
    const replicas = new CatalogReplicas(shop);
    // The shop's own one is started again whenever it is killed, and does not say what it has answered.
    const [first] = await Promise.all([replicas.another(), shop.stopFirst(SERVICE)]);
    return [replicas, first];
  }

  get url(): string {
    return this.shop.url;
  }

  /** One more, which the gateway knows. */
  async another(): Promise<Replica> {
    const replica = await this.shop.replica(SERVICE);
    await waitFor('the gateway to know it', () => replica.isAsked());
    return replica;
  }

  kill(replica: Replica): Promise<void> {
    return this.shop.kill(replica);
  }

  async end(replica: Replica): Promise<void> {
    await this.shop.end(replica);
  }
}
