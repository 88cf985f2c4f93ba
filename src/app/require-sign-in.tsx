import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router';
import { sessionQuery } from '#src/connection/session.ts';
import { Button } from '#src/ui/button.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { MainLandmark } from './main-landmark.tsx';
import { paths } from './paths.ts';

/** Shows the pages inside only to those who are signed in; the others go to sign-in and come back. */
export function RequireSignIn() {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  if (session) return session.signedIn ? <Outlet /> : <Navigate to={paths.signIn(pathname + search)} replace />;
  if (!error) return null;
  return (
    <MainLandmark title="Not connected">
      <Problem error={error}>
        <Button onClick={() => void refetch()}>Try again</Button>
      </Problem>
    </MainLandmark>
  );
}
