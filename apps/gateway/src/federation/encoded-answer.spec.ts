import { GraphQLError } from 'graphql';
import { answerText, type EncodedAnswer, parsedAnswer } from './encoded-answer.ts';

const refusal = new GraphQLError('No.', { path: ['me'], extensions: { code: 'FORBIDDEN' } });
const toldRefusal = { message: 'No.', path: ['me'], extensions: { code: 'FORBIDDEN' } };

describe('an encoded answer', () => {
  it.each<[string, EncodedAnswer, object]>([
    ['data alone', { dataJson: '{"me":{"name":"Ä \\"x\\""}}' }, { data: { me: { name: 'Ä "x"' } } }],
    ['data and no errors', { dataJson: '{}', errors: [] }, { data: {} }],
    ['data in part', { dataJson: '{"me":null}', errors: [refusal] }, { data: { me: null }, errors: [toldRefusal] }],
    ['null', { dataJson: 'null', errors: [refusal] }, { data: null, errors: [toldRefusal] }],
    ['no data', { errors: [refusal] }, { errors: [toldRefusal] }],
  ])('with %s reads the same as text and as an object', (_what, answer, told) => {
    expect(JSON.parse(answerText(answer))).toEqual(told);
    expect(JSON.parse(JSON.stringify(parsedAnswer(answer)))).toEqual(told);
  });
});
