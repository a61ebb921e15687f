// Who may do what in the registry: one table, role × permission, that the server enforces and the console reads.
// What is not granted here is refused; a role is never asked for by name anywhere else.

/** Talent office; issuing bank; a unit answerable for services (art. 5); auditor, who sees and changes nothing. */
export const ROLES = ['office', 'bank', 'unit', 'auditor'] as const
export type Role = (typeof ROLES)[number]

export const PERMISSIONS = [
  'holder.search', // masked rows, and a holder's masked page with its history
  'holder.reveal', // full name and ID number, photo: each look is written down with its reason
  'holder.edit', // enter, correct, import, merge, family, photo
  'card.issue', // issue lists and code sheets for the printer
  'card.care', // activation, loss, found again, re-issue
  'card.standing', // suspension, renewal, leaving post, the grounds of art. 9
  'exit.announce', // the yearly announcement of exits
  'application.read', // queues, masked pages with their history, public notices; a unit sees its own alone
  'application.look', // full data and proofs of an application: each look is written down
  'application.review', // the employer's opinion and the unit's review (art. 4-2)
  'application.decide', // what the talent office decides: review, opinions, notice, objections, issue list
  'site.read',
  'site.manage', // sites, windows, enrolment codes, cutting a terminal off
  'service.read', // services and refusals as recorded; a unit sees its own items alone
  'catalogue.read', // versions, drafts, what a dry run found in sums
  'catalogue.edit', // drafts, dry runs with their cases, publication, taking back
  'conflict.settle', // saying what was found about double use, chain breaks and held records
  'rating.contact', // speaking to a holder who was not content: the unit of the service as well
  'rating.settle', // the answer that the holder is given
  'appointment.decide', // giving a holder the half day that he asked for, or not: the unit of the service as well
  'staff.manage',
  'audit.read',
  'registry.operate', // health in detail
] as const
export type Permission = (typeof PERMISSIONS)[number]

const GRANTS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  office: new Set(PERMISSIONS),
  bank: new Set<Permission>(['holder.search', 'card.issue', 'card.care']),
  unit: new Set<Permission>([
    'service.read',
    'site.read',
    'catalogue.read',
    'application.read',
    'application.look',
    'application.review',
    'rating.contact',
    'appointment.decide',
  ]),
  auditor: new Set<Permission>([
    'holder.search',
    'application.read',
    'site.read',
    'service.read',
    'catalogue.read',
    'audit.read',
    'registry.operate',
  ]),
}

export const may = (role: Role, permission: Permission): boolean => GRANTS[role].has(permission)

/** For the console: what to show at all. The server asks `may` at every call. */
export const permissionsOf = (role: Role): readonly Permission[] => PERMISSIONS.filter(p => may(role, p))
