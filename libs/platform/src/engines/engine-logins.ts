import type { BrokerRights } from '../run/broker-rights.ts';

export interface EngineLogin {
  readonly name: string;
  /** Without signs that a shell or a file of settings would read as its own. */
  readonly password: string;
}

/** Who may log in to an engine: its owner, who may do everything, and services with the rights of each. */
export interface EngineLogins {
  readonly owner: EngineLogin;
  readonly services: readonly (EngineLogin & { readonly rights: BrokerRights })[];
}

/** The address of an engine for another of its users. */
export function urlFor(url: string, { name, password }: EngineLogin): string {
  return url.replace(/:\/\/(?:[^@/]*@)?/, `://${name}:${password}@`);
}
