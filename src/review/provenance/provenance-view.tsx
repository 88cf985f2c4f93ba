import { useState, type ReactNode } from 'react';
import { Button } from '#src/ui/button.tsx';
import { formatCount } from '#src/ui/format.ts';
import { NO_PART_OF_THE_FINDING } from './no-part-of-the-finding.ts';
import type { ContainerFacts, CredentialFacts, MetadataFacts, MetadataLine, Part, Provenance } from './provenance.ts';

const VALIDATIONS: Readonly<Record<CredentialFacts['validation'], string>> = {
  trusted: 'Valid: signature and bytes agree, and the signer is on a trust list.',
  valid: 'Valid: signature and bytes agree. Who the signer is was not checked against a trust list.',
  invalid: 'Not valid: signature and bytes do not agree. What follows is not to be relied on.',
};

/** What a file says of itself, reader by reader. */
export function ProvenanceView({ provenance: { credentials, metadata, container } }: { provenance: Provenance }) {
  return (
    <div className="space-y-4 text-sm">
      <p className="text-ink-soft">{NO_PART_OF_THE_FINDING}</p>
      <Section title="Content Credentials" part={credentials} absent="None. Most media carry none, and they are lost when a file is converted.">{(facts) => <CredentialsView facts={facts} />}</Section>
      <Section title="Metadata" part={metadata} absent="No EXIF, XMP or IPTC. Most platforms remove them.">{(facts) => <MetadataView facts={facts} />}</Section>
      <Section title="Container" part={container} absent="The file is no recording.">{(facts) => <ContainerView facts={facts} />}</Section>
    </div>
  );
}

function Section<Facts>({ title, part, absent, children }: { title: string; part: Part<Facts>; absent: string; children: (facts: Facts) => ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="font-semibold">{title}</h3>
      {part.state === 'absent' ? <p>{absent}</p> : part.state === 'failed' ? <p>Could not be read. {part.why}</p> : children(part.facts)}
    </section>
  );
}

function CredentialsView({ facts }: { facts: CredentialFacts }) {
  const { validation, signer, issuer, signedAt, generator, actions, sourceTypes, declaresAi, problems } = facts;
  return (
    <>
      <p className={validation === 'invalid' ? 'text-bad' : ''}>{VALIDATIONS[validation]}</p>
      {declaresAi ? <p className="font-medium">They declare that AI made the content or a part of it.</p> : null}
      <Facts rows={[['Signer', signer], ['Issuer', issuer], ['Signed', signedAt], ['Made with', generator], ['Source type', sourceTypes.join(', ') || null]]} />
      <Steps title="Declared actions" steps={actions} />
      <Steps title="What does not hold" steps={problems} />
    </>
  );
}

// Where a picture was taken is behind a click.
function MetadataView({ facts }: { facts: MetadataFacts }) {
  const [located, setLocated] = useState(false);
  const { camera, software, takenAt, edits, sourceType, declaresAi, gps, lines } = facts;
  return (
    <>
      {declaresAi ? <p className="font-medium">It declares that AI made the content or a part of it.</p> : null}
      <Facts rows={[['Camera', camera], ['Software', software], ['Taken', takenAt], ['IPTC source type', sourceType]]} />
      {gps === null ? null : located
        ? <p className="tabular-nums">Location: {gps.latitude.toFixed(6)}, {gps.longitude.toFixed(6)}</p>
        : <Button onClick={() => setLocated(true)}>Show the location</Button>}
      <Steps title="Editing history" steps={edits} />
      <AllLines lines={lines} />
    </>
  );
}

function ContainerView({ facts }: { facts: ContainerFacts }) {
  const { format, durationSeconds, video, audio, lines } = facts;
  return (
    <>
      <Facts
        rows={[
          ['Format', format],
          ['Duration', durationSeconds === null ? null : `${durationSeconds.toFixed(2)} s`],
          ['Video codec', video?.codec ?? null],
          ['Dimensions', video ? `${formatCount(video.width)} × ${formatCount(video.height)}${video.rotation ? `, turned by ${video.rotation}°` : ''}` : null],
          ['Frame rate', video?.framesPerSecond ? `${video.framesPerSecond} a second` : null],
          ['Audio codec', audio?.codec ?? null],
          ['Sound', audio ? `${audio.channels} ${audio.channels === 1 ? 'channel' : 'channels'}, ${formatCount(audio.sampleRate)} Hz` : null],
        ]}
      />
      <AllLines lines={lines} />
    </>
  );
}

function Facts({ rows }: { rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  const told = rows.filter(([, value]) => value !== null && value !== '');
  if (told.length === 0) return null;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
      {told.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="wrap-anywhere"><bdi>{value}</bdi></dd>
        </div>
      ))}
    </dl>
  );
}

function Steps({ title, steps }: { title: string; steps: readonly string[] }) {
  if (steps.length === 0) return null;
  return (
    <>
      <h4 className="mt-1 text-ink-soft">{title}</h4>
      {/* Two steps may read the same. */}
      {/* oxlint-disable-next-line react/no-array-index-key */}
      <ol className="list-decimal pl-5">{steps.map((step, index) => <li key={index} className="wrap-anywhere"><bdi>{step}</bdi></li>)}</ol>
    </>
  );
}

function AllLines({ lines }: { lines: readonly MetadataLine[] }) {
  if (lines.length === 0) return null;
  return (
    <details className="mt-1">
      <summary className="min-h-6">All {formatCount(lines.length)} entries</summary>
      <Facts rows={lines.map(([group, name, value]) => [`${group} · ${name}`, value] as const)} />
    </details>
  );
}
