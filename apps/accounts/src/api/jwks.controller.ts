import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@tovar/platform';
import type { JSONWebKeySet } from 'jose';
import { SigningKeys } from '../domain/signing-keys.ts';

@ApiTags('sessions')
@Controller('.well-known')
export class JwksController {
  constructor(private readonly keys: SigningKeys) {}

  @Public()
  @Get('jwks.json')
  @Header('cache-control', 'public, max-age=30')
  @ApiOperation({ summary: 'The keys that verify access tokens.' })
  @ApiResponse({ status: 200, description: 'A JSON Web Key Set.' })
  jwks(): Promise<JSONWebKeySet> {
    return this.keys.published();
  }
}
