import { Body, Controller, Get, Patch, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { MatchedVersion, matching, Public, RequiresScopes, toOpenApi } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ChangeRules, ruleChanges, type RuleChanges } from '../commands/change-rules.ts';
import { PUBLISHINGS, REVIEWERS } from '../domain/review-rules.ts';
import { TermsOfReviewing } from '../queries/reviewing-terms.ts';

const rulesView = z.object({ whoMayReview: z.enum(REVIEWERS), publishing: z.enum(PUBLISHINGS), version: z.int() });
type RulesView = z.output<typeof rulesView>;

@ApiTags('Moderation')
@Controller('api/v1/review-rules')
export class ReviewRulesController {
  constructor(
    private readonly terms: TermsOfReviewing,
    private readonly changing: ChangeRules,
  ) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'Who may review, and whether a moderator looks first.' })
  @ApiResponse({ status: 200, description: 'The rules.', schema: toOpenApi(rulesView) })
  async find(@Res({ passthrough: true }) reply: FastifyReply): Promise<RulesView> {
    const rules = await this.terms.rules();
    reply.header('etag', `"${rules.version}"`);
    return rules;
  }

  @RequiresScopes('reviews:manage:any')
  @Patch()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Decides who may review, and whether a moderator looks first.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that was read, such as "3".' })
  @ApiResponse({ status: 200, description: 'The rules as they are now.', schema: toOpenApi(rulesView) })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: they have changed since they were read.' })
  async change(
    @Body({ schema: ruleChanges }) changes: RuleChanges,
    @MatchedVersion() expectedVersion: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RulesView> {
    await matching(() => this.changing.execute({ expectedVersion, ...changes }));
    return this.find(reply);
  }
}
