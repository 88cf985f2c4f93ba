import type { ButtonHTMLAttributes } from 'react';

/** How much a button asks for attention; `danger` is for what cannot be taken back. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

const BASE =
  'inline-flex min-h-9 items-center justify-center gap-1.5 rounded-md px-3 text-sm font-medium whitespace-nowrap transition-colors disabled:opacity-55 [&>svg]:size-4 [&>svg]:shrink-0';

const VARIANTS: Readonly<Record<ButtonVariant, string>> = {
  primary: 'bg-accent text-accent-ink enabled:hover:brightness-110',
  secondary: 'border border-line-strong bg-surface text-ink enabled:hover:bg-sunken',
  quiet: 'text-ink enabled:hover:bg-sunken',
  danger: 'border border-bad bg-bad-wash text-bad enabled:hover:brightness-105',
};

/** The look of a button, for links that act like one. */
export function buttonClass(variant: ButtonVariant = 'secondary', extra = ''): string {
  return `${BASE} ${VARIANTS[variant]} ${extra}`;
}

/** A button that never submits a form unless its `type` says so. */
export function Button({ variant = 'secondary', className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { variant?: ButtonVariant }) {
  return <button type="button" className={buttonClass(variant, className)} {...rest} />;
}
