import { useState } from 'react';
import { JobsWorkspace, type JobsWorkspaceProps } from '../table/jobs-workspace.tsx';
import type { Annotations } from '../index/store/job-query-engine.ts';
import type { KeepDetail } from '../index/sync/open-index.ts';
import { useJobIndex } from '../table/use-job-index.ts';

let accounts = 0;

const keep: KeepDetail = (job) => ({ fileName: job.inputs[0]?.fileName ?? null, sizeBytes: null, sha256: null, reading: null });
const claimNothing: Annotations['cellOf'] = ({ finding, confidence, confidenceOf, simulated }) => ({ band: 'none', label: '', finding, confidence, confidenceOf, simulated });

/** The workspace of an account that nobody has used before, whose results claim nothing. */
export function TestWorkspace(props: Pick<JobsWorkspaceProps, 'bands' | 'jobPath' | 'empty'>) {
  const [storeName] = useState(() => {
    accounts += 1;
    return `test-${accounts}`;
  });
  const index = useJobIndex(storeName, keep);
  return <JobsWorkspace index={index} storeName={storeName} verdictOf={claimNothing} {...props} />;
}
