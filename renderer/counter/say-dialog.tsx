// What to say, in letters that can be read out across a counter, and, if the clerk wants, on the holder's own screen.
// Only the words meant for the holder stand here: no code, no reason, nothing about why.
import { Button } from 'antd'
import type { ServiceTile, VisitView } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'
import { useReasonParams } from './reason-params.ts'

type SayDialogProps = {
  readonly visit: VisitView
  /** Stands on the holder's own screen now. */
  readonly shown: boolean
  readonly onShow: (text: string | null) => void
  readonly onClose: () => void
}

export default function SayDialog({ visit, shown, onShow, onClose }: SayDialogProps) {
  const t = useTexts()
  const format = useFormat()
  const params = useReasonParams(visit)
  const sayOf = useSayOf(visit.scannedAt)
  const text = t(`reasons:${visit.reason}.say`, params)
  const withheld = visit.services.filter(s => s.availability !== 'available' && s.availability !== 'unknown')
  const toggle = () => onShow(shown ? null : text)
  return (
    <Dialog
      title={t('visit:say.title')}
      testId="say-dialog"
      width={940}
      onClose={onClose}
      onEnter={toggle}
      onKey={key => {
        if (key.toLowerCase() === 's') onClose()
        return key.toLowerCase() === 's'
      }}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('visit:say.close')} />
          </Button>
          <Button type="primary" aria-pressed={shown} onClick={toggle} data-testid="say-show">
            <Words text={t(shown ? 'visit:say.hide' : 'visit:say.show')} />
          </Button>
        </>
      }
    >
      <p className="say-large quoted" data-testid="say-text">
        {t('counter.sayQuoted', { say: text })}
      </p>
      {withheld.length > 0 && (
        <>
          <h2 className="say-heading">{t('visit:say.services')}</h2>
          <ul className="say-services">
            {withheld.map(tile => (
              <li key={tile.id} data-testid={`say-${tile.id}`}>
                <b>{format.both(tile.title)}</b>
                <span className="quoted">{t('counter.sayQuoted', { say: sayOf(tile) })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}

function useSayOf(now: number): (tile: ServiceTile) => string {
  const t = useTexts()
  const format = useFormat()
  return tile =>
    t(`visit:sayOf.${tile.availability}`, { when: tile.usedAt === null ? '' : format.day(tile.usedAt, now) })
}
