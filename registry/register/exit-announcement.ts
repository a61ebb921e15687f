// The yearly announcement of exits (art. 9) as an official document: who, since when, and under which rule; never why.
// The same list as the table of exits; a year without exits is announced as such.
import type { OfficialDocument } from '../documents/document.ts'
import { type Exit, exitSheet } from './issue.ts'

const ISSUER = '中共楚雄州委人才工作领导小组办公室'

/** `date`: the day on the document, "2027-01-15". */
export function exitAnnouncement(year: number, exits: readonly Exit[], date: string): OfficialDocument {
  const { header, rows } = exitSheet(year, exits)
  const revoked = exits.filter(exit => exit.act === 'revoke').length
  const left = exits.length - revoked
  return {
    title: `关于${year}年度惠才卡持卡人\n退出情况的公告`,
    to: null,
    blocks: [
      {
        kind: 'paragraph',
        text:
          exits.length === 0
            ? `根据“兴楚惠才卡”实施细则第九条规定，现将${year}年度持卡人退出情况予以公告：本年度没有持卡人退出。`
            : `根据“兴楚惠才卡”实施细则第九条规定，现将${year}年度持卡人退出情况予以公告。本年度共退出${exits.length}人，其中按第九条停止享受礼遇的${revoked}人，离任的${left}人。自退出之日起，其惠才卡停止使用，各窗口不再办理。`,
      },
      ...(exits.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              title: `${year}年度退出名单`,
              columns: header.map((head, i) => ({
                head,
                width: WIDTHS[i] ?? 2,
                align: 'center' as const,
              })),
              rows: rows.map(row => row.map(cell => String(cell ?? ''))),
            },
          ]),
      { kind: 'paragraph', text: '对公告内容有异议的，请向本办公室书面反映。' },
    ],
    issuer: ISSUER,
    date,
  }
}

/** Number, name, card, tier, day, ground. */
const WIDTHS = [1, 2, 3, 1, 2, 3]
