// Passwords and permissions by themselves.
import { expect, test } from 'vitest'
import {
  hashPassword,
  isStrongPassword,
  makePassword,
  passwordFits,
} from '../../../registry/staff/password.ts'
import { may, PERMISSIONS, permissionsOf, ROLES } from '../../../registry/staff/permissions.ts'

test('a password fits its own hash alone, however its characters were composed', async () => {
  const kept = await hashPassword('Übergang-2026')
  expect(kept).toMatch(/^scrypt\$32768\$8\$1\$/)
  expect(await passwordFits('Übergang-2026', kept)).toBe(true)
  expect(await passwordFits('Übergang-2026', kept)).toBe(true)
  expect(await passwordFits('übergang-2026', kept)).toBe(false)
  expect(await passwordFits('Übergang-2026', null)).toBe(false)
  expect(await passwordFits('Übergang-2026', 'plain$Übergang-2026')).toBe(false)
})

test('the same password is kept differently each time', async () => {
  expect(await hashPassword('Longquan-2026')).not.toBe(await hashPassword('Longquan-2026'))
})

test.each([
  ['short', false],
  ['aaaaaaaaaaaaaaaa', false],
  ['abababababab', false],
  ['my-Zhou.l-secret', false],
  ['x'.repeat(129), false],
  ['Longquan-2026', true],
  ['雨落在楚雄的龙泉路上啊', true],
])('"%s" as a password of zhou.l: %s', (password, good) => {
  expect(isStrongPassword(password, 'zhou.l')).toBe(good)
})

test('first passwords are strong, readable and never the same', () => {
  const made = new Set(Array.from({ length: 200 }, makePassword))
  expect(made.size).toBe(200)
  for (const password of made) {
    expect(password).toMatch(/^[^IlO01]{16}$/)
    expect(isStrongPassword(password, 'zhou')).toBe(true)
  }
})

test('the office may everything, an auditor changes nothing, a unit sees no holder, a bank decides no standing', () => {
  expect(permissionsOf('office')).toEqual(PERMISSIONS)
  expect(permissionsOf('auditor').filter(p => !/\.(search|read|operate)$/.test(p))).toEqual([])
  expect(permissionsOf('unit').filter(p => p.startsWith('holder.') || p.startsWith('card.'))).toEqual([])
  expect(may('bank', 'card.standing')).toBe(false)
  for (const role of ROLES.filter(r => r !== 'office')) expect(may(role, 'staff.manage')).toBe(false)
})
