import { Args, Query, Resolver } from '@nestjs/graphql';
import { Public } from '@tovar/platform';
import { type Suggestion, type SuggestionQuestion, Suggestions } from '../queries/suggestions.ts';

@Resolver('Suggestion')
export class SuggestionsResolver {
  constructor(private readonly suggestions: Suggestions) {}

  @Public()
  @Query()
  suggest(@Args() question: SuggestionQuestion): Promise<Suggestion[]> {
    return this.suggestions.of(question);
  }
}
