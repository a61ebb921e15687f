// Conflicts: each kind's name, what it means in plain words, and what can be done.
import type { Texts } from '../texts.ts'

export const conflicts: Texts['conflicts'] = {
  title: 'Conflicts',
  lead: 'What shows only after the fact. Somebody looks at each and says why; nothing is deleted, and what happens again is open again.',
  kinds: {
    'quota-overdrawn': {
      name: 'Beyond the limit',
      means:
        'With this service the holder went beyond the limit of the item. Most often two windows had not yet heard of each other.',
      act: 'Ask both windows. Where too much was given, one of the two is voided or recovered; where there was good reason, say so and settle.',
    },
    'same-code-twice': {
      name: 'One virtual code used twice',
      means:
        'The same virtual code was served at two terminals. A code is good for one; a screenshot may have been passed on.',
      act: 'Ask the holder and both windows who showed it. Where it was lent, act by the rules and write it down.',
    },
    gap: {
      name: 'Records missing',
      means: 'Some records of this terminal are missing, later ones are here. They may still come.',
      act: 'Have the site bring the terminal online. Still missing after some days: have somebody look at it.',
    },
    lost: {
      name: 'Records lost',
      means: 'The terminal says that damage took these records.',
      act: 'Have the site enter them again from paper or receipts; settle with the reason.',
    },
    reorder: {
      name: 'Records out of order',
      means: 'Records came, or claim to stand, in another order than they were written.',
      act: 'Look at the terminal’s clock and version. If it repeats, call the technicians.',
    },
    removal: {
      name: 'Delivered records gone from the terminal',
      means:
        'The terminal’s journal is shorter than what it delivered: restored from an old backup, or cut. The records are still here.',
      act: 'Ask whether the machine was replaced or restored. Without an answer, cut it off and have it looked at.',
    },
    fork: {
      name: 'Chain forked',
      means:
        'Two different records stand in one place, most often after a restored backup. Both were taken in.',
      act: 'Check that the services around the fork are all real; what is double is voided at the window.',
    },
    broken: {
      name: 'Record altered',
      means: 'A record does not fit its checksum: damaged on the way, or changed.',
      act: 'Have the site sync again. If it still does not fit, cut the terminal off and have it looked at.',
    },
    'held-chain-broken': {
      name: 'Held: checksum wrong',
      means: 'This record does not fit its checksum; it is kept as it came and counted nowhere.',
      act: 'Have the site sync again; the right one will take its place.',
    },
    'held-bad-body': {
      name: 'Held: unreadable',
      means:
        'The registry cannot read this record, most often for the terminal’s version. It is kept as it came.',
      act: 'Check and update the terminal’s program; call the technicians if need be.',
    },
    'held-id-reused': {
      name: 'Held: number taken',
      means: 'Another record with other content has this number already. It is kept as it came.',
      act: 'Have the technicians look at this terminal.',
    },
    'held-too-large': {
      name: 'Held: too large',
      means:
        'This record is too large for the network; its place and checksum are here, and it is counted nowhere.',
      act: 'Have the site bring a sealed file on a stick; if that does not help, call the technicians.',
    },
  },
  kind: 'Kind',
  anyKind: 'All kinds',
  state: 'State',
  states: { open: 'Open', settled: 'Settled', over: 'Mended by itself' },
  anyState: 'All states',
  site: 'Site',
  anySite: 'All sites',
  empty: 'No such conflicts.',
  means: 'What it means',
  act: 'What to do',
  found: 'Found',
  times: (n, last) => `${n} times, last ${last}`,
  where: 'Where',
  places: (from, until) => (from === until ? `record ${from}` : `records ${from}–${until}`),
  other: 'The other one',
  item: 'Service',
  card: 'Card',
  settle: 'Settle',
  reopen: 'Open again',
  history: 'What was done',
  verdict: 'Finding',
  verdicts: {
    explained: 'True, with good reason',
    corrected: 'Put right (voided, entered or recovered)',
    misuse: 'Misuse, acted upon by the rules',
    fault: 'Fault of device or program, mended',
    reopened: 'Opened again',
  },
  foundBy: (who, when) => `${who}, ${when}`,
  unknownSite: 'not in the register',
  earlier: 'Earlier',
  later: 'Later',
  detail: 'Look',
}
