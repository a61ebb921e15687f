// The holder's receipt, the same on the screen's preview and on paper: what was served, where, when, and the signed code.
// Black on white whatever the theme; a masked name and the card's last four are all that names the holder.
import type { Paper, ReceiptView } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { isRoll } from './print-root.tsx'

export function Receipt({ receipt, paper }: { readonly receipt: ReceiptView; readonly paper: Paper }) {
  const t = useTexts()
  const format = useFormat()
  const when = (at: number) => `${format.date(at)} ${format.clock(at)}`
  const { qr } = receipt
  return (
    <article
      className={`receipt ${isRoll(paper) ? 'receipt-roll' : 'receipt-sheet'}`}
      data-statement={receipt.statement}
      data-testid="receipt"
    >
      <header>
        <h1>{t('printing.receipt')}</h1>
        {receipt.training && (
          <p className="receipt-copy" data-testid="receipt-training">
            {t('training.receipt')}
          </p>
        )}
        {receipt.copy > 1 && (
          <p className="receipt-copy" data-testid="receipt-copy">
            {t('printing.reprint', { n: receipt.copy })}
          </p>
        )}
        <p>
          {format.both(receipt.site)}　{format.both(receipt.window)}
        </p>
      </header>
      <dl>
        <div>
          <dt>{t('printing.time')}</dt>
          <dd>{when(receipt.at)}</dd>
        </div>
        <div>
          <dt>{t('printing.holder')}</dt>
          <dd>
            {receipt.nameMasked ?? '—'}
            {receipt.cardTail !== null && ` ${t('records.cardTail', { tail: receipt.cardTail })}`}
            {receipt.tier !== null && ` ${t(`words:tier.${receipt.tier}`)}`}
          </dd>
        </div>
        <div>
          <dt>{t('printing.clerk')}</dt>
          <dd>{receipt.clerk}</dd>
        </div>
        <div>
          <dt>{t('printing.number')}</dt>
          <dd>
            {receipt.terminalId}-{receipt.sequence}
          </dd>
        </div>
      </dl>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('printing.item')}</th>
            <th scope="col">{t('records.relation')}</th>
            <th scope="col" className="number">
              {t('printing.quantity')}
            </th>
          </tr>
        </thead>
        <tbody>
          {receipt.items.map(item => (
            <tr key={item.id}>
              <td>
                {item.id} {item.title === null ? '' : format.both(item.title)}
              </td>
              <td>{t(`words:relation.${item.relation}`)}</td>
              <td className="number">
                {item.amountCny === null ? item.quantity : format.yuan(item.amountCny)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <figure>
        <svg
          viewBox={`-4 -4 ${qr.size + 8} ${qr.size + 8}`}
          role="img"
          aria-label={t('printing.qr')}
          shapeRendering="crispEdges"
        >
          <path d={qr.path} />
        </svg>
        <figcaption>{t('printing.check')}</figcaption>
      </figure>
      <footer>{t('printing.printedAt', { time: when(receipt.printedAt) })}</footer>
    </article>
  )
}
