import { DomainError, type Grant } from '@tovar/platform';

/** A named set of grants. */
export interface Role {
  readonly name: string;
  readonly description: string;
  /** Built-in ones come with the shop and stay as they are. */
  readonly isBuiltIn: boolean;
  readonly grants: readonly Grant[];
}

export type RoleFields = Omit<Role, 'isBuiltIn'>;

/** The role without which nobody could give rights back. */
export const ADMIN = 'admin';
export const ROLE_NAME = /^[a-z][a-z0-9-]{1,39}$/;
export const SCOPE = /^[a-z]+:[a-z]+:(?:own|any)$/;
export const STATE = /^[A-Z][A-Z_]{0,39}$/;
export const LONGEST_DESCRIPTION = 200;
export const MOST_GRANTS = 100;

export class RoleNameTaken extends DomainError {
  readonly code = 'ROLE_NAME_TAKEN';
  override readonly kind = 'conflict';
  constructor(name: string, options?: ErrorOptions) {
    super(`There is a role called ${name} already.`, { name }, options);
  }
}

export class RoleBuiltIn extends DomainError {
  readonly code = 'ROLE_BUILT_IN';
  override readonly kind = 'conflict';
  constructor(name: string) {
    super(`${name} comes with the shop and stays as it is. Create a role of your own instead.`, { name });
  }
}

export class RoleInUse extends DomainError {
  readonly code = 'ROLE_IN_USE';
  override readonly kind = 'conflict';
  constructor(name: string) {
    super(`Somebody has the role ${name}. Take it from everybody first.`, { name });
  }
}

/** Nobody could manage accounts any more. */
export class LastAdmin extends DomainError {
  readonly code = 'LAST_ADMIN';
  override readonly kind = 'conflict';
  constructor() {
    super('This is the last admin who can log in. Make somebody else admin first.');
  }
}

/** A scope appears twice in a role, where it could mean either. */
export class ScopeRepeated extends DomainError {
  readonly code = 'SCOPE_REPEATED';
  constructor(scope: string) {
    super(`${scope} is there twice; a role has each scope once.`, { scope });
  }
}

export function requireDistinctScopes(grants: readonly Grant[]): void {
  const seen = new Set<string>();
  for (const { scope } of grants) {
    if (seen.has(scope)) throw new ScopeRepeated(scope);
    seen.add(scope);
  }
}
