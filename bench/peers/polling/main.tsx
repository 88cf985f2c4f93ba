// Following jobs as it is most often written: a query for each row, asked again every 5 s until the job is done.
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';

const [first = 0, last = -1] = (new URLSearchParams(location.search).get('jobs') ?? '').split('-').map(Number);
const ids = Array.from({ length: last - first + 1 }, (_, index) => String(last - index));
const ENDED = /completed|failed|cancelled/;

interface Job {
  readonly status: string;
}

async function readJob(id: string): Promise<Job> {
  const response = await fetch(`/api/v1/jobs/${id}`, { headers: { Authorization: 'Bearer api_sandbox' } });
  return response.json();
}

function JobRow({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['job', id],
    queryFn: () => readJob(id),
    refetchInterval: ({ state }) => (ENDED.test(state.data?.status ?? '') ? false : 5000),
  });
  return (
    <tr data-job-id={id} data-job-status={data?.status ?? 'unknown'}>
      <td>{id}</td>
      <td>{data?.status}</td>
    </tr>
  );
}

createRoot(document.getElementById('root') ?? document.body).render(
  <QueryClientProvider client={new QueryClient()}>
    <table aria-label="Jobs">
      <tbody>
        {ids.map((id) => (
          <JobRow key={id} id={id} />
        ))}
      </tbody>
    </table>
  </QueryClientProvider>,
);
