// How busy a window was is told from its own records: shared time counts once, hours end at the hour, what has no answer waits.
import { expect, it } from 'vitest'
import { type Seen, windowLoad } from '../../../../db/journal/window-load.ts'
import { folder, journalAt, must, service } from '../support.ts'

const at = (time: string) => Date.parse(`2026-11-23T${time}+08:00`) / 1000
const seen = (time: string, took: number, visit: string): Seen => ({ at: at(time), took, visit })
const QUIET = { busy: 0, begun: 0, ended: 0, open: 0, unsent: 0 }

it('a visit over the hour is busy in both, begun in one, ended in the other and open between', () => {
  const load = windowLoad([seen('10:02:00', 600, 'a')], [])
  expect(load).toHaveLength(24)
  expect(load[9]).toEqual({ busy: 480 / 3600, begun: 1, ended: 0, open: 1, unsent: 0 })
  expect(load[10]).toEqual({ busy: 120 / 3600, begun: 0, ended: 1, open: 0, unsent: 0 })
  expect(load[8]).toEqual(QUIET)
  expect(load[11]).toEqual(QUIET)
})

it('several records of one visit, and visits that touch, fill no second twice', () => {
  const load = windowLoad(
    [
      seen('09:10:00', 300, 'a'),
      seen('09:10:00', 300, 'a'),
      seen('09:12:00', 420, 'a'),
      seen('09:13:00', 90, 'b'),
    ],
    [],
  )
  // From 09:05:00 to 09:13:00.
  expect(load[9]).toEqual({ busy: 480 / 3600, begun: 2, ended: 2, open: 0, unsent: 0 })
})

it('no hour is busier than an hour, and days with records share it', () => {
  expect(
    windowLoad([seen('11:30:00', 7200, 'a')], [])
      .map(h => h.busy)
      .slice(9, 12),
  ).toEqual([0.5, 1, 0.5])
  const twoDays = windowLoad(
    [seen('09:30:00', 1800, 'a'), { ...seen('09:10:00', 0, 'b'), at: at('09:10:00') + 86_400 }],
    [],
  )
  expect(twoDays[9]).toEqual({ busy: 0.25, begun: 2, ended: 2, open: 0, unsent: 0 })
})

it('without a record nothing is busy', () => {
  expect(windowLoad([], [])).toEqual(Array.from({ length: 24 }, () => QUIET))
})

it('a visit over midnight ends in the first hour of the day', () => {
  const load = windowLoad([{ ...seen('00:05:00', 600, 'a') }], [])
  expect(load[23]).toMatchObject({ begun: 1, ended: 0, open: 1 })
  expect(load[0]).toMatchObject({ busy: 300 / 3600, begun: 0, ended: 1, open: 0 })
})

it('the journal counts as waiting what the registry has not answered, and not what it took or returned', () => {
  const journal = journalAt(`${folder()}/journal.db`)
  must(
    journal.log.append(
      ['09:00:00', '09:20:00', '09:40:00', '10:00:00'].map(time => service({ at: at(time), took: 60 })),
    ),
  )
  must(journal.outbox.markSent([1, 2, 3]))
  must(
    journal.outbox.settle([
      { sequence: 1, status: 'accepted' },
      { sequence: 2, status: 'rejected', reason: 'bad-body' },
    ]),
  )
  const { load } = journal.report.between(at('00:00:00'), at('00:00:00') + 86_400)
  // 1 began in the hour before; 3 was sent without an answer, 4 was not sent at all.
  expect(load.slice(8, 11).map(h => [h.begun, h.ended, h.open, h.unsent])).toEqual([
    [1, 0, 1, 0],
    [3, 3, 1, 1],
    [0, 1, 0, 1],
  ])
})
