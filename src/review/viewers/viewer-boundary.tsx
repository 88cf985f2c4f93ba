import { Component, Suspense, type ReactNode } from 'react';

/** Shows a viewer once its code is loaded. One that cannot be loaded, or fails, says so, and leaves the page as it is. */
export class ViewerBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render() {
    if (this.state.failed) return <p role="alert" className="text-sm">The viewer could not be loaded. Reload the page to try again.</p>;
    return <Suspense fallback={<p role="status" className="text-sm text-ink-soft">Loading the viewer…</p>}>{this.props.children}</Suspense>;
  }
}
