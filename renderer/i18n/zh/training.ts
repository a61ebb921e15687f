// Training: what stands on every screen while it lasts, and what each specimen shows.
// It must be plain that nothing counts.
import type { Outcome } from '../../../core/policy/verdict.ts'

export const training = {
  mark: '演练',
  markOther: 'TRAINING',
  band: '只认样卡，不记录，不上传。结束：[F9] 再按 [T]',
  bandElsewhere: '只认样卡，不记录，不上传。',
  receipt: '演练，无效',
  notSent: '演练，不上传',
  begin: '演练 [T]',
  end: '结束演练 [T]',
  title: '演练',
  intro:
    '扫样卡，照平时那样办一遍。持卡人是虚构的；办了什么只在演练里看得到，结束就清掉，不记入台账，不上传。真卡、证件号、姓名在演练中一概不查。',
  specimens: '样卡（由登记中心打印）',
  specimen: '样卡 {{n}}',
  shows: {
    good: '虚拟卡刚出示，卡和人都没有问题',
    'check-person': '实体卡有效，办之前要核对本人',
    'some-services': '卡有效，但有的项目这位持卡人办不了',
    'cannot-judge': '刚发的卡，本机数据里还没有，判定不了',
    no: '卡已停用，不能办，怎么跟持卡人说',
    'not-ours': '拿来的是付款码，不是惠才卡',
    'scan-again': '只读到半截，要重扫一次',
  } satisfies Record<Outcome, string>,
  mayDiffer: '本窗口遇不到的结果（例如所有卡都一样办，就没有“部分权益”），样卡按本窗口真实的规则显示。',
  start: '开始 [Enter]',
}
