/** Says why something is not shown, and offers its link. `what` starts the sentence: "The uploaded file". */
export function LinkFailure({ what, url }: { what: string; url: string }) {
  return (
    <p className="rounded-lg border border-line-strong bg-sunken p-3 text-sm">
      {what} could not be shown: its link may have expired, or this browser cannot play the format.{' '}
      <a href={url} target="_blank" rel="noreferrer" className="text-accent underline">Open the link</a>
    </p>
  );
}
