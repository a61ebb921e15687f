// The card as its holder is proud to show it: name, number, tier, validity. Gold for A, steel for B.
// It proves nothing: what counts is the code below it.
import type { CardNumber } from '../../../core/card/card.ts'
import { formatCardNumber } from '../../../core/card/card-number.ts'
import type { OwnCard } from '../../virtual-card/phone-contract.ts'
import { useTexts } from '../i18n/texts.ts'
import { dateOf } from '../ui/dates.ts'

export function CardFace({ card }: { readonly card: OwnCard }) {
  const t = useTexts()
  return (
    <section
      className={`card-face tier-${card.tier.toLowerCase()}`}
      data-testid="card-face"
      data-standing={card.standing}
      aria-label={t.frame.product}
    >
      <svg className="card-art" viewBox="0 0 360 210" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        <circle cx="330" cy="10" r="150" />
        <circle cx="330" cy="10" r="112" />
        <circle cx="330" cy="10" r="74" />
        <path d="M0 176c44-34 78-34 118-8s82 24 122-6 76-34 120-18v66H0z" />
        <path d="M0 192c50-24 92-20 130-4s84 16 120-4 72-20 110-8v40H0z" />
      </svg>
      <div className="card-top">
        <p className="card-name">{t.frame.product}</p>
        <p className="card-tier">
          <b>{card.tier}</b>
          {t.card.tierWord}
        </p>
      </div>
      <p className="card-holder">{card.name}</p>
      {/* The registry gives no number that is none. */}
      <p className="card-number">{formatCardNumber(card.number as CardNumber)}</p>
      <p className="card-until">
        {t.card.validUntil} {dateOf(card.expiresAt)}
      </p>
      {card.specimen && (
        <p className="card-specimen" data-testid="specimen">
          {t.card.specimen}
        </p>
      )}
    </section>
  )
}
