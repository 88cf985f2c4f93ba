import { showToast } from '#src/ui/toast-store.ts';

/** Copies a text and says so, or says that it could not; `what` starts the sentence: "Result". Never rejects. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    // There is no clipboard on a page that came over plain HTTP from another machine.
    await navigator.clipboard.writeText(text);
    showToast(`${what} copied.`);
  } catch {
    showToast(`${what} not copied: the browser does not allow it here. Select the text instead.`, 'bad');
  }
}
