import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { acceptPictureBodies } from '@tovar/platform';
import { ReviewsConfig } from '../reviews.config.ts';

/** Lets reviews take pictures as bytes. */
@Injectable()
export class PictureBodies {
  constructor(http: HttpAdapterHost<FastifyAdapter>, { REVIEWS_PICTURE_MAX_BYTES: bodyLimit }: ReviewsConfig) {
    acceptPictureBodies(http, bodyLimit);
  }
}
