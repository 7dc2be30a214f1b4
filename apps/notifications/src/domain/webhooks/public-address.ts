import ipaddr from 'ipaddr.js';

/**
 * Whether an address is of the public internet: not of this machine, of a private or local network, of a cloud's metadata,
 * of documentation, or reserved. IPv6 that carries an IPv4 address inside is not: who gets it is decided elsewhere.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  return address.range() === 'unicast' && !isCompatible(address);
}

/** `::a.b.c.d`, given up long ago and still understood by some. */
function isCompatible(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.kind() === 'ipv6' && (address as ipaddr.IPv6).parts.slice(0, 6).every((part) => part === 0);
}
