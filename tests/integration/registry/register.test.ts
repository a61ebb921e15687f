// The register over the wire, on both of its stores: what holds on the embedded database holds on a server.
// The suites share one world per store, so each makes the holders and terminals that it talks about.
import { afterAll, beforeAll, describe } from 'vitest'
import { startPostgres, type TestPostgres } from '../../support/postgres.ts'
import { access } from './access.ts'
import { applications } from './applications.ts'
import { appointments } from './appointments.ts'
import { catalogue } from './catalogue.ts'
import { chain } from './chain.ts'
import { clerksInConsole } from './clerks-in-console.ts'
import { codes } from './codes.ts'
import { conformance } from './conformance.ts'
import { enrolment } from './enrolment.ts'
import { home } from './home.ts'
import { imports } from './imports.ts'
import { issue } from './issue.ts'
import { keys } from './keys.ts'
import { logOfADay } from './log-of-a-day.ts'
import { merges } from './merges.ts'
import { office } from './office.ts'
import { operation } from './operation.ts'
import { oversight } from './oversight.ts'
import { peopleBesideTheCard } from './people-beside-the-card.ts'
import { phone } from './phone.ts'
import { phoneAccess } from './phone-access.ts'
import { phoneCard } from './phone-card.ts'
import { phoneVisits } from './phone-visits.ts'
import { proxies } from './proxies.ts'
import { publication } from './publication.ts'
import { quotas } from './quotas.ts'
import { ratings } from './ratings.ts'
import { records } from './records.ts'
import { requests } from './requests.ts'
import { services } from './services.ts'
import { sites } from './sites.ts'
import { staff } from './staff.ts'
import { standing } from './standing.ts'
import { supervision } from './supervision.ts'
import { withoutDatabase } from './without-database.ts'
import { openWorld, type World } from './world.ts'

describe.each(['PGlite', 'PostgreSQL'])('the register on %s', store => {
  let postgres: TestPostgres | null = null
  let opened: World | null = null
  const world = (): World => {
    if (opened === null) throw new Error('no world')
    return opened
  }
  beforeAll(async () => {
    postgres = store === 'PostgreSQL' ? await startPostgres() : null
    opened = await openWorld(await postgres?.freshDatabase())
  })
  afterAll(async () => {
    await opened?.stop()
    await postgres?.stop()
  })

  describe('enrolment', () => enrolment(world))
  describe('requests', () => requests(world))
  describe('publication', () => publication(world))
  describe('records', () => records(world))
  describe('chain', () => chain(world))
  describe('quotas', () => quotas(world))
  describe('without the database', () => withoutDatabase(world))
  describe('ratings', () => ratings(world))
  describe('standing', () => standing(world))
  describe('codes', () => codes(world))
  describe('staff', () => staff(world))
  describe('office', () => office(world))
  describe('sites', () => sites(world))
  describe('issue', () => issue(world))
  describe('imports', () => imports(world))
  describe('access', () => access(world))
  describe('supervision', () => supervision(world))
  describe('services', () => services(world))
  describe('clerks in the console', () => clerksInConsole(world))
  describe('people beside the card', () => peopleBesideTheCard(world))
  describe('home', () => home(world))
  describe('merges', () => merges(world))
  describe('proxies', () => proxies(world))
  describe('log', () => logOfADay(world))
  describe('conformance', () => conformance(world))
  describe('operation', () => operation(world))
  describe('keys', () => keys(world))
  describe('catalogue', () => catalogue(world))
  // Last: it lets weeks pass.
  describe('applications', () => applications(world))
  // These move the clock by months, and come last.
  describe('phone', () => phone(world))
  describe('phone visits', () => phoneVisits(world))
  describe('appointments', () => appointments(world))
  describe('phone card', () => phoneCard(world))
  describe('phone access', () => phoneAccess(world))
  // Deadlines are weeks: it comes last, for it moves the clock on.
  describe('oversight', () => oversight(world))
})
