// The sample as a QR code, drawn from its modules: for the screen and for the printed sheet.
// It is no card and no code of ours: a counter would answer "not one of ours".
import { create } from 'qrcode'

/** Modules of white around it, as the standard asks. */
const QUIET = 4

export function SampleCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const path = Array.from({ length: size * size }, (_, i) => i)
    .filter(i => modules.data[i] === 1)
    .map(i => `M${(i % size) + QUIET} ${Math.floor(i / size) + QUIET}h1v1h-1z`)
    .join('')
  const side = size + QUIET * 2
  return (
    <svg
      className="sample-code"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
