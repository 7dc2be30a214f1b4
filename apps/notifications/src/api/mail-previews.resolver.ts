import { Args, Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { RequiresScopes } from '@tovar/platform';
import type { Locale } from '../domain/particulars.ts';
import { MailPreviews } from '../queries/mail-previews.ts';
import { LocaleEnum } from './notification.types.ts';

@ObjectType({ description: 'A mail as its reader sees it, with particulars as they might be.' })
export class MailPreview {
  @Field({ description: 'Its subject.' })
  subject: string;

  @Field({ description: 'As plain text.' })
  text: string;

  @Field(() => String, { nullable: true, description: 'As HTML.' })
  html?: string;
}

@Resolver(() => MailPreview)
export class MailPreviewsResolver {
  constructor(private readonly previews: MailPreviews) {}

  @RequiresScopes('mails:read:any')
  @Query(() => [String], { description: 'The kinds of notification whose mails can be looked at.' })
  notificationKinds(): string[] {
    return [...this.previews.kinds()];
  }

  @RequiresScopes('mails:read:any')
  @Query(() => MailPreview, { description: 'The mail of a kind of notification.' })
  mailPreview(
    @Args('kind', { type: () => String, description: 'Its name.' }) kind: string,
    @Args('locale', { type: () => LocaleEnum, nullable: true, description: 'In this language; EN unless given.' })
    locale?: Locale | null,
  ): MailPreview {
    return this.previews.show(kind, locale ?? 'EN');
  }
}
