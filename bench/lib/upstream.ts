// What stands behind the gateway and behind nginx in the benchmark: the least that answers as the Jobs API and its
// storage do, so that the way through is what is measured. Prints its port.
import { createServer, type ServerResponse } from 'node:http';

const listed = JSON.stringify({
  data: Array.from({ length: 100 }, (_, index) => ({ jobId: 1000 - index, taskTypeId: 1, status: 'completed', createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:05.000Z' })),
  pagination: { page: 1, limit: 100, total: 1000, pages: 10 },
});

const server = createServer((request, response) => {
  const path = request.url?.split('?')[0];
  if (request.method === 'GET' && path === '/api/v1/jobs') return json(response, listed);
  if (request.method === 'POST' && path === '/api/v1/jobs') {
    request.resume();
    const uploadUrl = `http://127.0.0.1:${port()}/media/1/original?signature=bench`;
    return json(response, JSON.stringify({ jobId: 1, taskTypeId: 1, status: 'waiting_for_finalize', createdAt: '2026-01-01T00:00:00.000Z', inputs: [{ slotName: 'original', uploadUrl }] }));
  }
  if (request.method === 'PUT') {
    request.resume();
    request.once('end', () => response.end());
    return;
  }
  response.writeHead(404).end();
});

function json(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

function port(): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

server.listen(0, '127.0.0.1', () => console.log(port()));
