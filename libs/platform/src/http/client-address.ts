import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Addresses and networks, as in `10.0.0.0/8`, of the proxies whose `X-Forwarded-For` is believed. */
export class TrustedProxies {
  private readonly networks = new BlockList();
  private readonly isEmpty: boolean;

  /** Throws for what is neither an address nor a network. */
  constructor(networks: readonly string[]) {
    this.isEmpty = networks.length === 0;
    for (const network of networks) this.add(network);
  }

  /**
   * Whose request it is: the nearest address that is no trusted proxy. What a client writes into the header by itself
   * stands further away than what a proxy adds, so it is not believed.
   */
  clientOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string {
    let client = plain(socket.remoteAddress ?? '');
    if (this.isEmpty) return client;
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    for (const hop of forwarded.toReversed().map((part) => plain(part.trim()))) {
      if (!this.trusts(client) || isIP(hop) === 0) return client;
      client = hop;
    }
    return client;
  }

  private trusts(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.networks.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }

  private add(network: string): void {
    const [address = '', bits] = network.split('/');
    const family = isIP(address);
    if (family === 0) throw new Error(`"${network}" is neither an address nor a network.`);
    const type = family === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) this.networks.addAddress(address, type);
    else this.networks.addSubnet(address, Number(bits), type);
  }
}

/** An IPv4 address that came over an IPv6 socket, written as what it is. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}
