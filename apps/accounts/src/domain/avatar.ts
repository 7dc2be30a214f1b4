/** The squares that are made of each picture, by their side in pixels. */
export const AVATAR_SIZES = { SMALL: 64, MEDIUM: 128, LARGE: 512 } as const;
export type AvatarSize = keyof typeof AVATAR_SIZES;
export const AVATAR_SIZE_NAMES = Object.keys(AVATAR_SIZES) as [AvatarSize, ...AvatarSize[]];

/** Where clients get it; what is at this address never changes, because every upload has an id of its own. */
export function avatarUrl(avatarId: string, size: AvatarSize): string {
  return `/api/v1/avatars/${avatarId}/${size.toLowerCase()}`;
}

/** Where the file store keeps it. */
export function avatarPath(avatarId: string, size: AvatarSize): string {
  return `avatars/${avatarId}-${AVATAR_SIZES[size]}.webp`;
}

/** Makes the squares of a picture, off the main thread and without anything that the file says besides its pixels. */
export abstract class AvatarMaker {
  /** WebP by size. Throws `PictureBroken`, and `PicturesBusy` when too many wait. */
  abstract make(picture: Uint8Array): Promise<Readonly<Record<AvatarSize, Uint8Array>>>;
}
