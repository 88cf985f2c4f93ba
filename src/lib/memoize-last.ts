/** The same function, which gives its last answer again for as long as it is asked with the same values. */
export function memoizeLast<Asked extends readonly unknown[], Answer>(answerTo: (...asked: Asked) => Answer): (...asked: Asked) => Answer {
  let last: { readonly asked: Asked; readonly answer: Answer } | null = null;
  return (...asked) => {
    if (last === null || asked.some((value, n) => value !== last?.asked[n])) last = { asked, answer: answerTo(...asked) };
    return last.answer;
  };
}
