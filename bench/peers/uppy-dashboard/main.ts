// The Dashboard as Uppy's own example sets it up, inline, with the uploader it needs here.
import Uppy from '@uppy/core';
import Dashboard from '@uppy/dashboard';
import '@uppy/core/css/style.min.css';
import '@uppy/dashboard/css/style.min.css';

import { throughJobsApi } from '../jobs-api.ts';

throughJobsApi(new Uppy().use(Dashboard, { inline: true, target: '#dashboard', width: '100%' }));
