import { Directive, Field, ObjectType } from '@nestjs/graphql';

@ObjectType('PostalAddress', { description: 'Where something is sent, or who is billed.' })
@Directive('@shareable')
export class PostalAddressType {
  @Field({ description: 'Who gets it.' })
  recipient: string;

  @Field({ description: 'Street and number.' })
  line1: string;

  @Field(() => String, { nullable: true, description: 'What the street does not say.' })
  line2?: string | null;

  @Field({ description: 'The city.' })
  city: string;

  @Field(() => String, { nullable: true, description: 'State or province; needed in some countries.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: "As the country's mail writes it; needed in most." })
  postalCode?: string | null;

  @Field({ description: 'ISO 3166-1, two letters.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'E.164, for whoever delivers.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: "The carrier's code of the point where it is picked up." })
  pickupPoint?: string | null;
}
