import { useNavigate, useSearchParams } from 'react-router';
import { SignInForm } from '#src/connection/sign-in-form.tsx';
import { MainLandmark } from '../main-landmark.tsx';
import { nextPath } from '../paths.ts';

/** Where an analyst hands over an API key; goes on to where they were headed. */
export function SignInPage() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  return (
    <MainLandmark title="Sign in">
      <div className="max-w-md">
        <SignInForm onSignedIn={() => void navigate(nextPath(search), { replace: true })} />
      </div>
    </MainLandmark>
  );
}
