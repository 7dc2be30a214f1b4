import { Injectable } from '@nestjs/common';
import { type Settings, settingsOf } from '../domain/settings.ts';
import { NO_WISHES } from '../domain/wishes.ts';
import { WishesOf } from './wishes-of.ts';

/** What somebody hears of, and how. */
@Injectable()
export class SettingsDetails {
  constructor(private readonly wishes: WishesOf) {}

  /** One statement. */
  async of(userId: string): Promise<Settings> {
    const wishes = await this.wishes.users([userId]);
    return settingsOf(wishes.get(userId) ?? NO_WISHES);
  }
}
