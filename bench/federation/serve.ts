import { federatedServices } from './services.ts';

/** The three services in a process of their own; it tells their addresses to its parent and ends with it. */
const addresses: Record<string, string> = {};
for (const [name, service] of await federatedServices()) {
  addresses[name] = await service.listen({ host: '127.0.0.1', port: 0 });
}
process.send?.(addresses);
process.on('disconnect', () => process.exit());
