// Begins the page again: with the shell of a newer build, or because a part of this build is nowhere to be had any more.
// What was typed is on its way to the registry by then, and is waited for; a page that would find nothing is left as it is.
import { allAnswered } from '../api.ts'

const LAST = 'huicai.begun-anew'
/** Milliseconds within which a page does not begin again by itself: it would not end. */
const PATIENCE = 60_000

export async function beginAnew(): Promise<void> {
  await allAnswered()
  location.reload()
}

/** Where the registry can be reached. `byItself`: nobody asked for it, so at most now and then. */
export async function beginAnewIfReachable(byItself: boolean): Promise<void> {
  if (byItself && Date.now() - Number(sessionStorage.getItem(LAST)) < PATIENCE) return
  const answer = await fetch('/m/', { method: 'HEAD', cache: 'no-store' }).catch(() => null)
  if (answer?.ok !== true) return
  sessionStorage.setItem(LAST, String(Date.now()))
  await beginAnew()
}
