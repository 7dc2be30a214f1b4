import { can, currentRequest, Forbidden, type PlatformConfig } from '@tovar/platform';

/** Throws `Forbidden` in production for everybody but staff, and keys, who may read how the shop is doing. */
export function requireStatusReader({ NODE_ENV }: PlatformConfig): void {
  if (NODE_ENV !== 'production') return;
  if (!can(currentRequest()?.identity, 'status:read:any')) throw new Forbidden(['status:read:any']);
}
