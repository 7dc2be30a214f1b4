import { isIPv4, isIPv6 } from 'node:net';

/** Enough to recognise a place, too little to find a person: what is stored of an address. */
export function ipPrefix(ip: string): string | undefined {
  return networkOf(ip, { v4Parts: 3, v6Groups: 3 });
}

/** What counts as one client: an address, or the /64 network that an IPv6 household owns. */
export function ipClient(ip: string): string | undefined {
  return networkOf(ip, { v4Parts: 4, v6Groups: 4 });
}

/** In CIDR notation; undefined for what is not an address. */
function networkOf(ip: string, { v4Parts, v6Groups }: { v4Parts: number; v6Groups: number }): string | undefined {
  const v4 = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(v4)) {
    const parts = v4.split('.').map((part, index) => (index < v4Parts ? part : '0'));
    return `${parts.join('.')}/${v4Parts * 8}`;
  }
  if (!isIPv6(ip)) return undefined;
  return `${groupsOf(ip).slice(0, v6Groups).join(':')}::/${v6Groups * 16}`;
}

/** All eight groups; the URL parser brings any spelling into the shortest form. */
function groupsOf(ip: string): string[] {
  const shortest = new URL(`http://[${ip.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = shortest.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail];
}
