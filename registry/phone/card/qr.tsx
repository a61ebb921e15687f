// A code's digits as one SVG path: numeric mode, level M, with a full quiet zone (TOKEN.md).
// Black on white in every theme: a scanner has no eye for taste.
import { create } from 'qrcode'
import { memo } from 'react'

const QUIET_ZONE = 4

export const QrCode = memo(function QrCode({
  text,
  label,
}: {
  readonly text: string
  readonly label: string
}) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const size = modules.size + 2 * QUIET_ZONE
  let path = ''
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) {
      if (!modules.get(y, x)) continue
      let run = 1
      while (x + run < modules.size && modules.get(y, x + run)) run += 1
      path += `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h${run}v1h-${run}z`
      x += run
    }
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  )
})
