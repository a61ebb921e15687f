// A terminal's identity for tests that need nothing else of it.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { parseEnrolmentCode } from '../../../core/sync/enrolment-code.ts'
import { publicRaw } from '../../../registry/keys.ts'
import type { Registry } from '../../../registry/registry.ts'

export async function enrolledKey(
  registry: Registry,
): Promise<{ readonly terminalId: string; readonly key: KeyObject }> {
  const site = { id: 'hall', nameZh: '大厅', nameEn: 'Hall', kind: 'service-hall', county: '楚雄市' } as const
  await registry.createSite(site)
  const window = { siteId: site.id, nameZh: '窗口', nameEn: 'Window', itemIds: null }
  const code = parseEnrolmentCode((await registry.enrolmentCode(window, 'http://127.0.0.1')) ?? '')
  if (!code.ok) throw new Error(code.error.code)
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const enrolled = await registry.enrol(code.value.secret, publicRaw(publicKey))
  if (!enrolled.ok) throw new Error(enrolled.error.code)
  return { terminalId: enrolled.value.id, key: privateKey }
}
