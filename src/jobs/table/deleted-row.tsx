/** Holds the place of a job that was deleted elsewhere, so that no other comes under the pointer, and the focus if it was there. `rowIndex` counts from 1. */
export function DeletedRow({ name, rowIndex, columns }: { name: string | null; rowIndex: number; columns: number }) {
  return (
    <tr aria-rowindex={rowIndex} tabIndex={-1} className="text-ink-soft">
      <td className="h-[45px] border-b border-line" />
      <td colSpan={columns} className="truncate border-b border-line px-3 py-1.5">
        {name === null ? null : <><s><bdi>{name}</bdi></s>{' · '}</>}Deleted elsewhere
      </td>
    </tr>
  );
}
