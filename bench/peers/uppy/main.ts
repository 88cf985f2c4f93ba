// Uppy without a user interface: each chosen file is sent at once, at Uppy's own settings.
import Uppy from '@uppy/core';

import { throughJobsApi } from '../jobs-api.ts';

const uppy = throughJobsApi(new Uppy({ autoProceed: true }));
const field = document.querySelector('input');

field?.addEventListener('change', () => {
  uppy.addFiles([...(field.files ?? [])].map((data) => ({ name: data.name, type: data.type, data })));
});
