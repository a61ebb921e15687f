// `status <act>`: changes a holder's standing, with who and why. Published at once, so the next pull brings it.
// A revocation names one of the four grounds of art. 9; the ground stays in the register.
import { ACTS, type Act, type ActError, GROUNDS, type Ground } from '../holders.ts'
import { answer, type Command, failed } from './run.ts'

const WORDS: Record<ActError['code'], string> = {
  'no-such-card': 'no such card in the register',
  'not-from-this-status': 'the card’s present status does not allow this',
  'ground-needed': `a revocation needs --ground ${GROUNDS.join(' | ')} (art. 9)`,
  merged: 'this card was merged into another; use the one that stayed',
  'serial-exhausted': 'this card was re-issued 255 times',
}
/** As people also say it. */
const ALIASES: Readonly<Record<string, Act>> = { 're-issue': 'reissue', 'report-lost': 'lost' }

const isAct = (text: string): text is Act => (ACTS as readonly string[]).includes(text)
const isGround = (text: unknown): text is Ground =>
  typeof text === 'string' && (GROUNDS as readonly string[]).includes(text)

export const statusCommand: Command = {
  summary: `change a holder’s standing: ${ACTS.join(', ')}, or show it`,
  usage:
    'status ACT --card NUMBER --reason TEXT --actor NAME [--ground fraud|misconduct|law|contract]  ·  status show --card NUMBER',
  options: {
    card: { type: 'string' },
    reason: { type: 'string' },
    actor: { type: 'string' },
    ground: { type: 'string' },
  },
  async run(registry, [given = ''], options) {
    const card = typeof options['card'] === 'string' ? options['card'].replaceAll(/[\s-]/g, '') : ''
    if (given === 'show') {
      const holder = await registry.findHolder(card)
      if (holder === null) return failed(WORDS['no-such-card'])
      const history = await registry.history(card)
      return answer(
        options,
        { card, status: holder.status, serial: holder.serial, history },
        `${card}: ${holder.status}, serial ${holder.serial}\n${history.map(h => JSON.stringify(h)).join('\n')}`,
      )
    }
    const act = ALIASES[given] ?? given
    if (!isAct(act)) return failed(`usage: ${statusCommand.usage}`, 2)
    const { reason, actor, ground } = options
    if (
      card === '' ||
      typeof reason !== 'string' ||
      reason === '' ||
      typeof actor !== 'string' ||
      actor === ''
    )
      return failed('--card, --reason and --actor are needed: a status changes only with who and why', 2)
    if (ground !== undefined && !isGround(ground)) return failed(WORDS['ground-needed'], 2)
    const changed = await registry.change(card, act, { reason, actor, ...(isGround(ground) && { ground }) })
    if (!changed.ok) return failed(WORDS[changed.error.code])
    const holder = await registry.findHolder(card)
    return answer(
      options,
      { card, act, status: holder?.status, serial: holder?.serial },
      `${card}: ${act} done, now ${holder?.status}, serial ${holder?.serial}. Published.`,
    )
  },
}
