/**
 * ms that are left of a wait that began at `from` and ends at `until`, both ms epoch: 0 once it is over. A clock that shows a
 * time before the wait began was set back: then it is over, too, since nobody knows how much of it is left.
 */
export function msLeft({ from = -Infinity, until }: { readonly from?: number | undefined; readonly until: number }, now: number): number {
  return now < from ? 0 : Math.max(0, until - now);
}
