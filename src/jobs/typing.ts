/** Whether a key goes into a field, or to a dialog that is open: then it is no shortcut. */
export function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  return target instanceof HTMLElement && target.closest('input:not([type=checkbox]), select, textarea, [contenteditable]') !== null;
}
