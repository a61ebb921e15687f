// The cache's migrations in order. Append only.
import type { Migration } from '../../migrate.ts'
import { holders } from './001-holders.ts'
import { lookUp } from './002-look-up.ts'
import { stops } from './003-stops.ts'

export const CACHE_MIGRATIONS: readonly Migration[] = [holders, lookUp, stops]
