import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@tovar/platform';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { SigningKeys } from '../domain/signing-keys.ts';

const publicKey = z.object({
  kty: z.string(),
  crv: z.string(),
  x: z.string().meta({ description: 'The public half, Base64url.' }),
  kid: z.string().meta({ description: 'What tokens name it by.' }),
  alg: z.string(),
  use: z.string(),
});
const keySet = z.object({ keys: z.array(publicKey) });

@ApiTags('sessions')
@Controller('.well-known')
export class JwksController {
  constructor(private readonly keys: SigningKeys) {}

  @Public()
  @Get('jwks.json')
  @Header('cache-control', 'public, max-age=30')
  @ApiOperation({ summary: 'The keys that verify access tokens, for whoever checks them outside of the shop.' })
  @ApiResponse({ status: 200, description: 'A JSON Web Key Set, good for half a minute.', standardSchema: keySet })
  jwks(): Promise<JSONWebKeySet> {
    return this.keys.published();
  }
}
