import { useId } from 'react';

/** What a {@link SelectField} shows and reports. */
export interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  /** Value and label of each option. A value that is in none of them is offered as it is, so that nothing is hidden. */
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

/** A labelled choice of one among some. */
export function SelectField({ label, value, options, onChange }: SelectFieldProps) {
  const id = useId();
  const known = options.some(([option]) => option === value);
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm">{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)} className="min-h-9 max-w-full rounded-md border border-line-strong bg-surface px-2 text-sm">
        {known ? null : <option value={value}>{value}</option>}
        {options.map(([option, text]) => (
          <option key={option} value={option}>{text}</option>
        ))}
      </select>
    </div>
  );
}
