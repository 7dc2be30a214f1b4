import type { Options } from 'amqplib';

const ADDRESS = /^(?<scheme>amqps?:\/\/(?:[^@/]*@)?)(?<hosts>[^/?]+)(?<rest>.*)$/;

/**
 * What an address of RabbitMQ says: `amqps://user:password@host,host2:5671/vhost`, one entry for each host. Throws with what is
 * wrong about it.
 */
export function parseQueueUrl(text: string): Options.Connect[] {
  const { scheme = '', hosts = '', rest = '' } = ADDRESS.exec(text)?.groups ?? {};
  if (!hosts) throw new Error('expected amqps://user:password@host,host2:5671/vhost');
  return hosts.split(',').map((host) => {
    const url = new URL(`${scheme}${host}${rest}`);
    const login = url.username === '' ? {} : { username: decoded(url.username), password: decoded(url.password) };
    return {
      ...Object.fromEntries(url.searchParams),
      ...login,
      protocol: url.protocol.slice(0, -1),
      hostname: url.hostname.replaceAll(/^\[|\]$/g, ''),
      port: url.port === '' ? undefined : Number(url.port),
      vhost: url.pathname.slice(1) || undefined,
    };
  });
}

function decoded(text: string): string {
  return decodeURIComponent(text);
}
