// The one-word names of everything that the api can say: outcomes, media, standings, relations, deliveries.
// One word for one thing; no sentence and no screen's label lives here.
import type { Presentation, Tier } from '../../../core/card/card.ts'
import type { Relation } from '../../../core/policy/catalogue.ts'
import type { Status } from '../../../core/policy/evidence.ts'
import type { Outcome } from '../../../core/policy/verdict.ts'
import type { RecordView } from '../../../electron/api.ts'

export const words = {
  outcome: {
    good: '通过',
    'check-person': '需核对本人',
    'some-services': '部分权益',
    'cannot-judge': '无法判定',
    no: '不予办理',
    'not-ours': '非本系统码',
    'scan-again': '请重扫',
  } satisfies Record<Outcome, string>,
  presentation: {
    physical: '实体卡',
    virtual: '虚拟卡',
    number: '卡号',
    'id-card': '身份证',
    provincial: '兴滇惠才卡',
  } satisfies Record<Presentation, string>,
  tier: { A: 'A 卡', B: 'B 卡' } satisfies Record<Tier, string>,
  status: {
    active: '有效',
    pending: '未激活',
    suspended: '暂停',
    lost: '已挂失',
    left: '已离岗',
    revoked: '已终止',
    merged: '已并卡',
  } satisfies Record<Status, string>,
  relation: {
    self: '本人',
    spouse: '配偶',
    child: '子女',
    'minor-child': '未成年子女',
    parent: '父母',
    'spouse-parent': '配偶父母',
    'child-family': '子女的家庭',
    company: '所办企业',
  } satisfies Record<Relation, string>,
  delivery: {
    pending: '待上传',
    sent: '已发送',
    acknowledged: '已上传',
    rejected: '被退回',
  } satisfies Record<RecordView['delivery'], string>,
}
