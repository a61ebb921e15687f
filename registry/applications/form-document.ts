// The application form (申报表, art. 4-1) as it is printed for the employer's seal: what the applicant said, and room to sign.
// It carries personal data: it goes to the applicant himself and to nobody else.
import type { OfficialDocument } from '../documents/document.ts'
import { clauseOf } from './clauses.ts'
import type { DraftFacts } from './facts.ts'
import type { ApplicationPolicy } from './policy.ts'

export function formDocument(
  application: { readonly id: string; readonly unit: string | null; readonly facts: DraftFacts },
  mobile: string,
  policy: ApplicationPolicy,
  today: string,
): OfficialDocument {
  const { id, facts, unit } = application
  const rows: [string, string][] = [
    ['申报编号', id],
    ['姓名', facts.name],
    ['身份证号', facts.idNumber],
    ['手机号', mobile],
    ['工作单位', facts.employer],
    ['单位性质', facts.employerKind === 'central' ? '中央、省驻楚单位' : '本州单位'],
    ['职务职称', facts.position],
    ['行业', policy.industries.find(i => i.id === facts.industry)?.title.zh ?? ''],
    ['申报等级', `${facts.tier}卡`],
    ['符合条件', clauseOf(facts.clause).title.zh],
    ['兴滇惠才卡', facts.provincial === '' ? '无' : facts.provincial],
    ['申报理由', facts.statement],
  ]
  return {
    title: '楚雄州“兴楚惠才卡”申报表',
    to: null,
    blocks: [
      { kind: 'table', title: '申报信息', columns: COLUMNS, rows },
      {
        kind: 'paragraph',
        text: '本人承诺以上内容和所附材料真实。申报人（签字）：　　　　　　　　年　　月　　日',
      },
      { kind: 'paragraph', text: '用人单位意见（同意推荐／不同意推荐，理由）：' },
      { kind: 'paragraph', text: '　' },
      {
        kind: 'paragraph',
        text: '负责人（签字）：　　　　　　　单位（盖章）：　　　　　　　　年　　月　　日',
      },
      { kind: 'paragraph', text: `盖章后拍照，在手机申报页上传，或将原件送${unit ?? '行业主管部门'}。` },
    ],
    issuer: '申报人自行填写打印',
    date: today,
  }
}

const COLUMNS = [
  { head: '项目', width: 1, align: 'left' },
  { head: '内容', width: 4, align: 'left' },
] as const
