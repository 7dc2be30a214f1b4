import { Module, type Provider, type Type } from '@nestjs/common';

/** A service with some of its providers replaced: how a plausible mistake would have been made. */
export function mutated(service: Type, ...providers: Provider[]): Type {
  @Module({ imports: [{ module: service, providers }] })
  class Mutant {}
  return Mutant;
}
