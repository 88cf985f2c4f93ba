import { createBrowserRouter, redirect } from 'react-router';
import { Layout } from './layout.tsx';
import { ErrorPage } from './pages/error-page.tsx';
import { UploadPage } from './pages/upload-page.tsx';
import { paths } from './paths.ts';
import { RequireSignIn } from './require-sign-in.tsx';

/** Every route; all pages but the first one are loaded when they are asked for. The code of the one in the address is asked for at once. */
export const createRouter = () => createBrowserRouter([
  {
    element: <Layout />,
    // Shown for the moment in which the first page's code is loaded.
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <ErrorPage />,
        children: [
          { path: paths.home, loader: () => redirect(paths.upload) },
          {
            element: <RequireSignIn />,
            children: [
              { path: paths.upload, element: <UploadPage /> },
              { path: paths.jobs, lazy: { Component: async () => (await import('./pages/jobs-page.tsx')).JobsPage } },
              { path: '/jobs/:jobId', lazy: { Component: async () => (await import('./pages/job-page.tsx')).JobPage } },
              { path: '/compare', lazy: { Component: async () => (await import('./pages/compare-page.tsx')).ComparePage } },
              { path: '/report', lazy: { Component: async () => (await import('./pages/report-page.tsx')).ReportPage } },
            ],
          },
          { path: paths.settings, lazy: { Component: async () => (await import('./pages/settings-page.tsx')).SettingsPage } },
          { path: '/sign-in', lazy: { Component: async () => (await import('./pages/sign-in-page.tsx')).SignInPage } },
          { path: '*', lazy: { Component: async () => (await import('./pages/not-found-page.tsx')).NotFoundPage } },
        ],
      },
    ],
  },
]);
