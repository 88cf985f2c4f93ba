import type { ReactNode } from 'react';
import { ContainerView, CredentialsView, MetadataView } from '../provenance/provenance-views.tsx';
import type { Part } from '../provenance/provenance.ts';
import type { ShareableProvenance } from './shareable-provenance.ts';

/** What the file says of itself, on paper. */
export function ReportedProvenance({ provenance }: { provenance: ShareableProvenance | null }) {
  if (provenance === null) return <p className="text-sm">What the file says of itself was not read on this device.</p>;
  const { credentials, metadata, container, locationLeftOut } = provenance;
  return (
    <div className="space-y-3 text-sm">
      <p>What the file says of itself. It is no part of the detector’s finding, and all but a valid signature can be forged.</p>
      <Section title="Content Credentials" part={credentials}><CredentialsView part={credentials} /></Section>
      <Section title="Metadata" part={metadata}><MetadataView part={metadata} />{locationLeftOut ? <p>The file gives a location; it is left out here.</p> : null}</Section>
      <Section title="Container" part={container}><ContainerView part={container} /></Section>
    </div>
  );
}

function Section({ title, part, children }: { title: string; part: Part<unknown>; children: ReactNode }) {
  return (
    <div>
      <h4 className="font-medium">{title}</h4>
      {part.state === 'found' ? children : <p>{part.state === 'absent' ? 'None found.' : `Could not be read. ${part.why}`}</p>}
    </div>
  );
}
