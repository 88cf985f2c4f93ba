import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// A slow machine gets its time; a pass never waits for it.
configure({ asyncUtilTimeout: 30_000 });
afterEach(cleanup);
