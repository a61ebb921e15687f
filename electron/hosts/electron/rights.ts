// Which window may call which table: the clerk's window the clerk's, the holder's screen its own small one.
// Both pages come from one origin, so that an address alone tells nothing: a window is known by its contents' id.
import type { WebContents } from 'electron'

export type Table = 'clerk' | 'holder'

const tables = new Map<number, Table>()

/** Once for each window, before its page is loaded; ends with the window. */
export function grant(contents: Pick<WebContents, 'id' | 'once'>, table: Table): void {
  const { id } = contents
  tables.set(id, table)
  contents.once('destroyed', () => tables.delete(id))
}

export const mayCall = ({ id }: Pick<WebContents, 'id'>, table: Table): boolean => tables.get(id) === table
