import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { acceptPictureBodies } from '@tovar/platform';
import { CatalogConfig } from '../catalog.config.ts';

/** Lets catalog take pictures as bytes. */
@Injectable()
export class PictureBodies {
  constructor(http: HttpAdapterHost<FastifyAdapter>, { CATALOG_PICTURE_MAX_BYTES: bodyLimit }: CatalogConfig) {
    acceptPictureBodies(http, bodyLimit);
  }
}
