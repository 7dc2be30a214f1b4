import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { acceptPictureBodies } from '@tovar/platform';
import { AccountsConfig } from '../accounts.config.ts';

/** Lets accounts take avatars as bytes. */
@Injectable()
export class PictureBodies {
  constructor(http: HttpAdapterHost<FastifyAdapter>, { ACCOUNTS_AVATAR_MAX_BYTES: bodyLimit }: AccountsConfig) {
    acceptPictureBodies(http, bodyLimit);
  }
}
