// A reply that an event overtook tells of a time before that event: shown last, it would undo what the event said.
// It is asked for again, rather than thrown away: it may tell more than the event did.

/** `heard`: how many events have come so far. */
export async function notOvertaken<T>(ask: () => Promise<T>, heard: () => number): Promise<T> {
  for (;;) {
    const before = heard()
    const reply = await ask()
    if (heard() === before) return reply
  }
}
