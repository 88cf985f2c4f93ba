/** Whether a key pressed on `target` is text for a field, or belongs to an open dialog, rather than a shortcut of the page. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog') !== null;
}
