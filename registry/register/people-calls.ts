// Carries out the console's calls about pictures and family members.
// A picture is served by this call alone: no address opens it without a session, a permission and a reason.
import { maskName } from '../../core/card/mask.ts'
import { err, ok } from '../../core/result.ts'
import type { FileHandlers, Handlers } from '../console-api/call.ts'
import type { Registry } from '../registry.ts'
import { neededRelations } from './family.ts'
import type { peopleCalls, peopleFiles } from './people-contract.ts'

export function peopleHandlers(registry: Registry): Handlers<typeof peopleCalls> {
  const { office } = registry
  return {
    async 'family.list'({ card }) {
      if ((await office.find(card)) === null) return err({ code: 'not-found' })
      const members = (await office.family(card)).map(({ id, relation, name, since, until, ...m }) => ({
        ...{ id, relation, name: maskName(name), since, until },
        ...{ actor: m.actor, reason: m.reason, endReason: m.endReason },
      }))
      const needed = [...neededRelations(registry.catalogue)]
      return ok({ members, needed, hasPhoto: await office.hasPhoto(card) })
    },
    async 'family.reveal'({ card }) {
      const members = (await office.family(card)).map(({ id, name, bornOn }) => ({ id, name, bornOn }))
      return ok({ members })
    },
    async 'family.add'({ card, why, ...member }, { staff }) {
      const needed = neededRelations(registry.catalogue)
      const added = await office.addMember(card, member, needed, { actor: staff.login, reason: why })
      return added.ok ? ok({}) : added
    },
    async 'family.end'({ card, id, until, why }, { staff }) {
      const ended = await office.endMember(card, id, until, { actor: staff.login, reason: why })
      return ended.ok ? ok({}) : ended
    },
    async 'photo.put'({ card, picture }, { staff }) {
      const put = await office.putPhoto(card, Buffer.from(picture, 'base64'), staff.login)
      return put.ok ? ok({}) : put
    },
    async 'photo.remove'({ card }) {
      return (await office.removePhoto(card)) ? ok({}) : err({ code: 'not-found' })
    },
  }
}

export function peopleFileHandlers({ office }: Registry): FileHandlers<typeof peopleFiles> {
  return {
    async 'holders.photo'({ card }) {
      const photo = await office.photo(card)
      if (photo === null) return err({ code: 'not-found' })
      const name = `photo.${photo.type === 'image/png' ? 'png' : 'jpg'}`
      return ok({ name, type: photo.type, body: photo.bytes, inline: true })
    },
  }
}
