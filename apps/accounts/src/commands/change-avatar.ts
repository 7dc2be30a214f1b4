import { Injectable } from '@nestjs/common';
import { Database, FileStore, requirePicture } from '@tovar/platform';
import { v4 as randomUuid } from 'uuid';
import { AccountsConfig } from '../accounts.config.ts';
import { AVATAR_SIZE_NAMES, AvatarMaker, avatarPath } from '../domain/avatar.ts';

/** Puts a picture beside a person's name, or takes it away. The files are there before anybody is told their address. */
@Injectable()
export class ChangeAvatar {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly maker: AvatarMaker,
    private readonly config: AccountsConfig,
  ) {}

  /**
   * Returns the id under which the squares are served. Throws `PictureTypeRefused`, `PictureTooLarge`, `PictureBroken` and
   * `PicturesBusy`; then the old avatar stays.
   */
  async upload(userId: string, picture: Uint8Array): Promise<string> {
    requirePicture(picture, this.config.ACCOUNTS_AVATAR_MAX_PIXELS);
    const squares = await this.maker.make(picture);
    const avatarId = randomUuid();
    await Promise.all(
      AVATAR_SIZE_NAMES.map((size) =>
        this.files.put(avatarPath(avatarId, size), { contentType: 'image/webp', bytes: squares[size] }),
      ),
    );
    await this.replace(userId, avatarId);
    return avatarId;
  }

  /** Removing what is not there is fine. */
  async remove(userId: string): Promise<void> {
    await this.replace(userId, null);
  }

  private async replace(userId: string, avatarId: string | null): Promise<void> {
    const [replaced] = await this.database.prepared<{ old: string | null }>(REPLACE, [userId, avatarId]);
    const gone = replaced?.old;
    if (gone) await Promise.all(AVATAR_SIZE_NAMES.map((size) => this.files.remove(avatarPath(gone, size))));
  }
}

const REPLACE = {
  name: 'change-avatar.replace',
  text: `UPDATE user_account u SET avatar_id = $2
           FROM (SELECT id, avatar_id FROM user_account WHERE id = $1 FOR UPDATE) before
          WHERE u.id = before.id RETURNING before.avatar_id AS old`,
};
