import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, type Identity } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { ChangeAddresses } from '../commands/change-addresses.ts';
import type { Address, AddressFields } from '../domain/address.ts';
import { AddressBook } from '../queries/address-book.ts';
import {
  AddAddressPayload,
  AddressInput,
  AddressType,
  RemoveAddressPayload,
  ReplaceAddressPayload,
} from './address.types.ts';

const REFUSALS = {
  AddressNotDeliverable: 'AddressNotDeliverableError',
  TooManyAddresses: 'PlainUserError',
  NotFound: 'PlainUserError',
};

@Resolver(() => AddressType)
export class AddressesResolver {
  constructor(
    private readonly changes: ChangeAddresses,
    private readonly book: AddressBook,
  ) {}

  @Authenticated()
  @Query(() => [AddressType], { description: 'The own addresses, the oldest first; 20 at most.' })
  addresses(@CurrentIdentity() { userId }: Identity): Promise<readonly Address[]> {
    return this.book.of(userId);
  }

  @Authenticated()
  @Mutation(() => AddAddressPayload, { description: 'Adds to the own addresses; the first is the default for all.' })
  async addAddress(
    @Args('input') input: AddressInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<AddAddressPayload> {
    const { result: address, errors } = await refusalsAsData(() => this.changes.add(userId, toFields(input)), REFUSALS);
    return { address, errors };
  }

  @Authenticated()
  @Mutation(() => ReplaceAddressPayload, { description: 'Replaces all fields of one of the own addresses.' })
  async replaceAddress(
    @Args('id', { type: () => ID, description: 'Which one.' }, ParseUUIDPipe) id: string,
    @Args('input') input: AddressInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<ReplaceAddressPayload> {
    const { result: address, errors } = await refusalsAsData(
      () => this.changes.replace(userId, id, toFields(input)),
      REFUSALS,
    );
    return { address, errors };
  }

  @Authenticated()
  @Mutation(() => RemoveAddressPayload, { description: 'Removes one of the own addresses.' })
  async removeAddress(
    @Args('id', { type: () => ID, description: 'Which one.' }, ParseUUIDPipe) id: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<RemoveAddressPayload> {
    const { errors } = await refusalsAsData(() => this.changes.remove(userId, id), REFUSALS);
    return errors.length > 0 ? { errors } : { removedId: id, errors };
  }
}

/** What is left out is not there. */
function toFields({ isDefaultShipping, isDefaultBilling, ...fields }: AddressInput): AddressFields {
  const { line2 = null, region = null, postalCode = null, phone = null } = fields;
  const defaults = { isDefaultShipping: isDefaultShipping ?? false, isDefaultBilling: isDefaultBilling ?? false };
  return { ...fields, line2, region, postalCode, phone, ...defaults };
}
