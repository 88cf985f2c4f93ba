import AwsS3 from '@uppy/aws-s3';
import type Uppy from '@uppy/core';

const TASK_TYPES: Readonly<Record<string, number>> = { 'image/jpeg': 1, 'video/mp4': 3 };

/** Lets Uppy upload to the Jobs API: signing creates the job, and its success finalizes it. */
export function throughJobsApi(uppy: Uppy): Uppy {
  const jobs = new Map<string, string>();
  uppy.use(AwsS3, {
    // A job has one presigned PUT for each file, whatever its size.
    shouldUseMultipart: false,
    generateObjectKey: ({ id }) => id,
    signRequest: async ({ key }) => {
      const { name, type, size } = uppy.getFile(key);
      const inputs = [{ slotName: 'original', fileName: name, contentType: type, sizeBytes: size }];
      const taskTypeId = TASK_TYPES[type] ?? 0;
      const response = await fetch(`/api/v1/jobs?taskTypeId=${taskTypeId}`, {
        method: 'POST',
        headers: { Authorization: 'Bearer api_sandbox', 'Content-Type': 'application/json' },
        body: JSON.stringify({ taskTypeId: String(taskTypeId), inputs }),
      });
      const job = await response.json();
      jobs.set(key, String(job.jobId));
      return { url: job.inputs[0].uploadUrl };
    },
  });
  uppy.on('upload-success', async (file) => {
    const jobId = jobs.get(file?.id ?? '');
    const response = await fetch(`/api/v1/jobs/${jobId}/finalize`, { method: 'POST', headers: { Authorization: 'Bearer api_sandbox' } });
    // A request counts as ended once its answer has been read.
    await response.text();
  });
  return uppy;
}
