import { Args, Query, Resolver } from '@nestjs/graphql';
import { Public } from '@tovar/platform';
import { type Suggestion, type SuggestionQuestion, Suggestions } from '../queries/suggestions.ts';
import { sharedSuggestions } from './shared-answers.ts';

@Resolver('Suggestion')
export class SuggestionsResolver {
  constructor(private readonly suggestions: Suggestions) {}

  @Public()
  @Query()
  async suggest(@Args() question: SuggestionQuestion): Promise<Suggestion[]> {
    return sharedSuggestions(await this.suggestions.of(question));
  }
}
