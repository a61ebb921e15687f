// `keys`: list, rotate, distrust a leaked one, rehearse that, and take the root key to a safe.
// No private key is ever printed; what a command changes is published before it answers.
import { resolve } from 'node:path'
import { type KeyUse, keyUse } from '../../core/card/keys.ts'
import type { Drill, Seen } from '../keys/drill.ts'
import { needsRotation, stateOf } from '../keys/plan.ts'
import type { KeyChangeError } from '../keys.ts'
import type { Registry } from '../registry.ts'
import { answer, type Command, type CommandResult, failed, type Options } from './run.ts'

const USAGE =
  'keys list  ·  keys rotate --use physical|virtual|specimen|publish  ·  keys distrust --id N --reason TEXT  ·  keys drill --id N  ·  keys detach-root --to FILE   [--root FILE]'

export const keysCommand: Command = {
  summary: 'signing keys: list, rotate, distrust, leak drill, root key into a safe',
  usage: USAGE,
  options: {
    use: { type: 'string' },
    id: { type: 'string' },
    reason: { type: 'string' },
    to: { type: 'string' },
    root: { type: 'string' },
  },
  async run(registry, [act], options, cwd) {
    const root = typeof options['root'] === 'string' ? resolve(cwd, options['root']) : undefined
    const id = Number(options['id'])
    switch (act) {
      case 'list':
        return list(registry, options)
      case 'rotate': {
        const use = keyUse.safeParse(options['use'])
        if (!use.success) return failed(`--use is one of ${keyUse.options.join(', ')}`, 2)
        return await rotate(registry, use.data, root, options)
      }
      case 'distrust': {
        const { reason } = options
        if (!Number.isInteger(id) || typeof reason !== 'string' || reason.trim() === '')
          return failed('--id and --reason are needed: nothing the key signed will be believed again', 2)
        return await distrust(registry, id, reason, root, options)
      }
      case 'drill':
        return Number.isInteger(id)
          ? await rehearse(registry, id, root, options)
          : failed('--id is needed: the key that is thought to have leaked', 2)
      case 'detach-root':
        return typeof options['to'] === 'string'
          ? detach(registry, resolve(cwd, options['to']), options)
          : failed('--to is needed: where the root key goes, outside this machine at best', 2)
      default:
        return failed(`usage: ${USAGE}`, 2)
    }
  },
}

function list(registry: Registry, options: Options): CommandResult {
  const { keys, now } = registry
  const rows = keys.keys.map(key => ({
    id: key.id,
    use: key.use,
    state: stateOf(key, keys.keys, now()),
    notBefore: key.notBefore,
    notAfter: key.notAfter,
    acceptUntil: key.acceptUntil,
  }))
  const due = needsRotation(keys.keys, now())
  const json = { counter: keys.keyListCounter, rootApart: keys.rootApart, keys: rows, rotationDue: due }
  const lines = rows.map(
    k =>
      `#${k.id}  ${k.use.padEnd(8)}  ${k.state.padEnd(9)}  signs ${day(k.notBefore)} – ${day(k.notAfter)}, accepted until ${day(k.acceptUntil)}`,
  )
  return answer(
    options,
    json,
    [
      `Key list ${json.counter}; root key ${json.rootApart ? 'kept apart' : 'in the key folder'}.`,
      ...lines,
      ...due.map(use => `Rotation due: ${use}.`),
    ].join('\n'),
  )
}

async function rotate(
  registry: Registry,
  use: KeyUse,
  root: string | undefined,
  options: Options,
): Promise<CommandResult> {
  const rotated = await registry.rotateKey(use, root)
  if (!rotated.ok) return failed(sentence(rotated.error))
  const { counter } = rotated.value
  const next = rotated.value.keys.filter(k => k.use === use).at(-1)
  return answer(
    options,
    { use, counter, nextKey: next?.id ?? null },
    `Key list ${counter} is published: the next ${use} key takes over, its own successor is #${next?.id}. Cards already out stay good.`,
  )
}

async function distrust(
  registry: Registry,
  id: number,
  reason: string,
  root: string | undefined,
  options: Options,
): Promise<CommandResult> {
  const done = await registry.distrustKey(id, reason, root)
  if (!done.ok) return failed(sentence(done.error))
  return answer(
    options,
    { id, counter: done.value.counter },
    `Key #${id} is out of key list ${done.value.counter}: nothing it signed is believed by a terminal that has heard.`,
  )
}

async function rehearse(
  registry: Registry,
  id: number,
  root: string | undefined,
  options: Options,
): Promise<CommandResult> {
  const drilled = await registry.keyDrill(id, root)
  if (!drilled.ok) return failed(sentence(drilled.error))
  const { drill, cards, dataLimitHours } = drilled.value
  return answer(options, drilled.value, drillText(drill, cards, dataLimitHours))
}

function drillText(drill: Drill, cards: number, dataLimitHours: number): string {
  const { keyId, use, thief, successor } = drill
  const seen = (s: Seen): string => (s === 'believed' ? 'believed' : `refused (${s})`)
  return [
    `Drill: ${use} key #${keyId} has leaked. Nothing was changed.`,
    `  signed by the thief      terminal that has not heard: ${seen(thief.before)} · that has heard: ${seen(thief.after)}`,
    `  signed by successor #${successor.keyId}   terminal that has not heard: ${seen(successor.before)} · that has heard: ${seen(successor.after)}`,
    'Terminals with a network hear at their next light pull; one without refuses by the age of its data',
    `after ${dataLimitHours} hours.`,
    use === 'physical'
      ? `${cards} cards in force carry printed codes and must be printed anew; until then their holders are served by number and person check.`
      : use === 'virtual'
        ? 'Phones get codes of the next key with their next request; no card is printed anew.'
        : 'No card is printed anew.',
    `To do it: keys distrust --id ${keyId} --reason TEXT`,
  ].join('\n')
}

function detach(registry: Registry, file: string, options: Options): CommandResult {
  const detached = registry.keys.detachRoot(file)
  if (detached.ok)
    return answer(
      options,
      { file },
      `The root key is in ${file} alone now. Put it in a safe; rotating and distrusting ask for it with --root.`,
    )
  switch (detached.error.code) {
    case 'root-apart':
      return failed('the root key is kept apart already')
    case 'file-exists':
      return failed(`${file} is there already; a root key is never written over anything`)
    case 'not-written':
      return failed(`${file} could not be written; the root key is where it was`)
  }
}

function sentence(error: KeyChangeError): string {
  switch (error.code) {
    case 'no-such-key':
      return 'the key list has no such key'
    case 'no-successor':
      return 'no successor is waiting that every terminal has had seven days to learn of; try again when `keys list` says waiting'
    case 'already-retired':
      return 'that key is retired already; its last codes run out within a day'
    case 'root-apart':
      return 'the root key is kept apart; say where with --root FILE'
    case 'not-this-root':
      return 'that file is not this registry’s root key'
  }
}

const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10)
