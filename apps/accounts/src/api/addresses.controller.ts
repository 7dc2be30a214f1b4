import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ADDRESS_TEXT, LONGEST_IN_ADDRESS } from '@tovar/contracts';
import { Authenticated, CurrentIdentity, type Identity } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ChangeAddresses } from '../commands/change-addresses.ts';
import type { Address, AddressFields } from '../domain/address.ts';
import { PHONE } from '../domain/profile.ts';
import { AddressBook } from '../queries/address-book.ts';

const text = (longest: number) =>
  z.string().trim().min(1).max(longest).regex(ADDRESS_TEXT, 'An address has no control characters.');
const optional = <T extends z.ZodType>(schema: T) => schema.nullable().default(null as never);

const fields = z.strictObject({
  recipient: text(LONGEST_IN_ADDRESS.recipient),
  line1: text(LONGEST_IN_ADDRESS.line1),
  line2: optional(text(LONGEST_IN_ADDRESS.line2)),
  city: text(LONGEST_IN_ADDRESS.city),
  region: optional(text(LONGEST_IN_ADDRESS.region)),
  postalCode: optional(text(LONGEST_IN_ADDRESS.postalCode)),
  country: z.string().regex(/^[A-Z]{2}$/),
  phone: optional(z.string().regex(PHONE, 'Write the number as +4915112345678.')),
  isDefaultShipping: z.boolean().default(false),
  isDefaultBilling: z.boolean().default(false),
});
const address = fields.extend({ id: z.uuid() });
const addressBook = z.object({ items: z.array(address) });
const addressId = z.uuid();

@ApiTags('me')
@ApiBearerAuth()
@Controller('api/v1/me/addresses')
export class AddressesController {
  constructor(
    private readonly changes: ChangeAddresses,
    private readonly book: AddressBook,
  ) {}

  @Authenticated()
  @Get()
  @ApiOperation({ summary: 'The own addresses, the oldest first; 20 at most.' })
  @ApiResponse({ status: 200, description: 'All of them.', standardSchema: addressBook })
  async list(@CurrentIdentity() { userId }: Identity): Promise<{ items: readonly Address[] }> {
    return { items: await this.book.of(userId) };
  }

  @Authenticated()
  @Post()
  @ApiOperation({ summary: 'Adds to the own addresses; the first is the default for all.' })
  @ApiResponse({ status: 201, description: 'The new address.', standardSchema: address })
  @ApiResponse({ status: 409, description: 'TOO_MANY_ADDRESSES.' })
  @ApiResponse({ status: 422, description: 'ADDRESS_NOT_DELIVERABLE: the country needs it otherwise.' })
  async add(
    @Body({ schema: fields }) body: AddressFields,
    @CurrentIdentity() { userId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Address> {
    const added = await this.changes.add(userId, body);
    reply.header('location', `/api/v1/me/addresses/${added.id}`);
    return added;
  }

  @Authenticated()
  @Put(':id')
  @ApiOperation({ summary: 'Replaces all fields of one of the own addresses.' })
  @ApiResponse({ status: 200, description: 'The address as it is now.', standardSchema: address })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: no such address, or not yours.' })
  replace(
    @Param('id', { schema: addressId }) id: string,
    @Body({ schema: fields }) body: AddressFields,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<Address> {
    return this.changes.replace(userId, id, body);
  }

  @Authenticated()
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes one of the own addresses.' })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: no such address, or not yours.' })
  remove(@Param('id', { schema: addressId }) id: string, @CurrentIdentity() { userId }: Identity): Promise<void> {
    return this.changes.remove(userId, id);
  }
}
