// The console's calls about oneself, about accounts, and about the trail.
// A password goes in and never out, save the first one, once, to whoever made the account.
import { z } from 'zod'
import { bilingual } from '../../core/policy/catalogue.ts'
import { call } from '../console-api/call.ts'
import { PERMISSIONS, ROLES } from './permissions.ts'

const login = z.string().regex(/^[a-z][a-z0-9.-]{1,31}$/)
const name = z.string().trim().min(1).max(30)
const role = z.enum(ROLES)
const unit = z.string().max(60).nullable()
const password = z.string().min(1).max(128)
const why = z.string().trim().min(1).max(200)
const nothing = z.object({})

const account = z.object({
  login,
  name,
  role,
  unit,
  mustChange: z.boolean(),
  state: z.enum(['active', 'closed']),
  createdAt: z.int(),
})
export type Account = z.infer<typeof account>

const me = z.object({
  login,
  name,
  role,
  unit,
  mustChange: z.boolean(),
  permissions: z.array(z.enum(PERMISSIONS)),
})
export type Me = z.infer<typeof me>

const auditLine = z.object({
  id: z.int(),
  at: z.int(),
  login: z.string().nullable(),
  role: role.nullable(),
  act: z.string(),
  subject: z.string().nullable(),
  why: z.string().nullable(),
  outcome: z.string(),
})
export type AuditRow = z.infer<typeof auditLine>

const own = () => ({ subject: null, why: null })

/** What signing in takes; the one call that needs no session (serve.ts). */
export const signInInput = z.object({ login: z.string().max(64), password })

export const staffCalls = {
  'session.get': call({ access: 'signed-in', input: nothing, output: me, audit: null }),
  'session.signOut': call({ access: 'signed-in', input: nothing, output: nothing, audit: own }),
  'session.changePassword': call({
    access: 'signed-in',
    input: z.object({ given: password, wanted: password }),
    output: me,
    audit: own,
  }),
  'staff.list': call({
    access: 'staff.manage',
    input: nothing,
    output: z.object({ accounts: z.array(account), units: z.array(bilingual) }),
    audit: null,
  }),
  'staff.add': call({
    access: 'staff.manage',
    input: z.object({ login, name, role, unit }),
    output: z.object({ password: z.string() }),
    audit: i => ({ subject: i.login, why: `role: ${i.role}` }),
  }),
  'staff.changeRole': call({
    access: 'staff.manage',
    input: z.object({ login, role, unit, why }),
    output: nothing,
    audit: i => ({ subject: i.login, why: `role: ${i.role}; ${i.why}` }),
  }),
  'staff.setState': call({
    access: 'staff.manage',
    input: z.object({ login, state: z.enum(['active', 'closed']), why }),
    output: nothing,
    audit: i => ({ subject: i.login, why: `${i.state}; ${i.why}` }),
  }),
  'staff.resetPassword': call({
    access: 'staff.manage',
    input: z.object({ login, why }),
    output: z.object({ password: z.string() }),
    audit: i => ({ subject: i.login, why: i.why }),
  }),
  'audit.list': call({
    access: 'audit.read',
    input: z.object({
      login: z.string().max(64).nullable(),
      subject: z.string().max(64).nullable(),
      act: z.string().max(64).nullable(),
      before: z.int().nullable(),
      limit: z.int().min(1).max(200),
    }),
    output: z.object({ lines: z.array(auditLine) }),
    // Who reads the trail stands in it, too.
    audit: i => ({ subject: i.subject, why: null }),
  }),
} as const
