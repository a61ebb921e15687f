// The public notice as the office hangs it out (art. 4-3): who is to get a card, on what ground, until when and where to object.
// Names, employers, posts and clauses; no number of anybody, and nobody whose application has ended meanwhile.
import { chineseDate, type OfficialDocument } from '../documents/document.ts'
import { CLAUSES } from './clauses.ts'
import type { Notice, NoticeEntry } from './notices.ts'
import type { Stage } from './steps.ts'

const ISSUER = '中共楚雄州委人才工作领导小组办公室'
/** Who fell out meanwhile is not printed again. */
const ENDED: ReadonlySet<Stage> = new Set<Stage>(['refused', 'withdrawn', 'objected'])

/** "第三条第（一）款第2项" of A2; the article's last paragraph has no number. */
function clauseWords(id: NoticeEntry['clause']): string {
  const title = CLAUSES.find(c => c.id === id)?.title.zh ?? ''
  const [part, number] = [id.slice(0, 1), id.slice(1)]
  if (part === 'F') return `第三条末款（${title}）`
  return `第三条第（${part === 'A' ? '一' : '二'}）项第${number}目（${title}）`
}

export function noticeDocument(notice: Notice, entries: readonly NoticeEntry[]): OfficialDocument {
  const listed = entries.filter(e => !ENDED.has(e.stage) && e.person !== null)
  const tableOf = (tier: 'A' | 'B') => {
    const rows = listed
      .filter(e => e.tier === tier)
      .map((e, i) => [
        String(i + 1),
        e.person?.name ?? '',
        e.person?.employer ?? '',
        e.person?.position ?? '',
        clauseWords(e.clause),
      ])
    return rows.length === 0
      ? []
      : [{ kind: 'table', title: `${tier}卡人选`, columns: COLUMNS, rows } as const]
  }
  return {
    title: '关于“兴楚惠才卡”\n拟发放对象的公示',
    to: null,
    blocks: [
      {
        kind: 'paragraph',
        text: `根据《楚雄州“兴楚惠才卡”实施细则（试行）》（楚才办〔2023〕6号）规定，经自愿申报、用人单位推荐、行业主管部门审核、州委人才办评审认定并征求有关部门意见，拟向以下${listed.length}名人才发放“兴楚惠才卡”，现予公示。`,
      },
      ...tableOf('A'),
      ...tableOf('B'),
      {
        kind: 'paragraph',
        text: `公示时间为${chineseDate(notice.from)}至${chineseDate(notice.until)}。公示范围：${notice.scope}。`,
      },
      {
        kind: 'paragraph',
        text: `公示期内，如对公示人选有异议，请以书面、电话或当面等形式反映，并提供具体事实和联系方式，以便核实。受理单位及电话：${notice.contact}。`,
      },
    ],
    issuer: ISSUER,
    date: notice.from,
  }
}

const COLUMNS = [
  { head: '序号', width: 1, align: 'center' },
  { head: '姓名', width: 1.6, align: 'center' },
  { head: '工作单位', width: 4, align: 'left' },
  { head: '职务职称', width: 2.4, align: 'left' },
  { head: '符合条件', width: 4.6, align: 'left' },
] as const
