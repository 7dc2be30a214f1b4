// The yardstick: Node's own HTTP server, which answers what it was told to and does nothing else.
import { createServer } from 'node:http';

let answers = [{ headers: {}, body: '' }];
let turn = 0;

const server = createServer((request, response) => {
  request.resume();
  const { headers, body } = answers[turn++ % answers.length];
  response.writeHead(200, headers);
  response.end(body);
});

process.on('message', (told) => {
  answers = told.map(({ headers, body }) => ({ headers, body: Buffer.from(body) }));
  process.send('ready');
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`));
