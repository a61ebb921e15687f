// What a hospital's window never shows: many services on one card, companions at a scenic area, a start that is blocked.
// Each on a terminal of its own; the last one's files are damaged on purpose.
import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { HOSPITAL } from '../../../scripts/demo/world.ts'
import { pressByHand } from '../e2e-world.ts'
import {
  byKey,
  escaping,
  type Guide,
  physical,
  press,
  record,
  type Stop,
  scan,
  there,
  toNext,
} from './guide.ts'

export const HALL = {
  ...HOSPITAL,
  id: 'hall',
  nameZh: '楚雄州政务服务中心',
  nameEn: 'Chuxiong Service Hall',
  kind: 'service-hall',
  windowZh: '人才服务 6 号窗口',
  windowEn: 'Talent service, window 6',
} as const

export const SCENIC = {
  ...HOSPITAL,
  id: 'scenic',
  nameZh: '彝人古镇景区',
  nameEn: 'Yi Ancient Town',
  kind: 'scenic-area',
  windowZh: '售票处 1 号窗口',
  windowEn: 'Ticket office, window 1',
} as const

export const MANY_SERVICES: readonly Stop[] = [
  {
    name: 'many-services',
    async reach(guide) {
      await scan(guide, await physical(guide, 'yang'))
      await pressByHand(guide.page, '3', '5')
    },
  },
  {
    name: 'for-whom',
    reach: byKey('b', 'relation-dialog'),
    async leave(guide) {
      await escaping('relation-dialog')(guide)
      await record(guide)
      await toNext(guide)
    },
  },
]

export const COMPANIONS: readonly Stop[] = [
  {
    name: 'tickets',
    async reach(guide) {
      await scan(guide, await physical(guide, 'yang'))
      await pressByHand(guide.page, '1', '+')
    },
  },
  {
    name: 'companions',
    reach: byKey('b', 'companions-dialog'),
    async leave(guide) {
      await escaping('companions-dialog')(guide)
      await record(guide)
      await toNext(guide)
    },
  },
]

const PAGE = 4096

/** One page in the middle of the file, as a dying disk leaves it. */
export function damage(file: string): void {
  const at = Math.floor(statSync(file).size / PAGE / 2) * PAGE
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(3000, 0xa5), 0, 3000, at + 500)
  closeSync(handle)
}

const journalKey = (dataDir: string): string => join(dataDir, 'keys', 'journal.key')
export const hideKey = (dataDir: string): void =>
  renameSync(journalKey(dataDir), `${journalKey(dataDir)}.away`)
export const bringKeyBack = (dataDir: string): void =>
  renameSync(`${journalKey(dataDir)}.away`, journalKey(dataDir))

const blocked = async (guide: Guide): Promise<void> => await there(guide, 'blocked')

export const WITHOUT_KEY: readonly Stop[] = [{ name: 'blocked-no-key', reach: blocked }]
export const DAMAGED: readonly Stop[] = [
  { name: 'blocked-damaged', reach: blocked },
  {
    name: 'rescued',
    async reach(guide) {
      await press(guide, 'rescue')
      await there(guide, 'rescued')
    },
  },
]
