// Conflicts: each kind's name, what it means in plain words, and what can be done.
import type { Kind } from '../../../conflicts/conflicts.ts'

type KindText = { readonly name: string; readonly means: string; readonly act: string }
const kinds: Record<Kind, KindText> = {
  'quota-overdrawn': {
    name: '超限额使用',
    means: '同一持卡人的限额事项，加上这一次超过了规定次数或金额。多半是两个窗口都还没收到对方的记录。',
    act: '向两处窗口核实。确实多办的，由窗口作废其中一次，或按规定追回；情况属实且合理的，写明原因后结案。',
  },
  'same-code-twice': {
    name: '同一虚拟卡码用了两次',
    means: '同一个虚拟卡二维码在两台终端各办了一次。一个码只该用一次，可能是截屏转给了别人。',
    act: '向持卡人和两处窗口核实是谁出示的。属转借的，按规定处理并写明。',
  },
  gap: {
    name: '记录缺号',
    means: '这台终端的记录中间缺了几条，后面的已经到了。缺的可能还在终端里，之后会补上。',
    act: '请网点让终端联网同步。几天后仍缺的，派人到终端上查看。',
  },
  lost: {
    name: '记录丢失',
    means: '终端说明这几条记录因本机损坏已经没有了。',
    act: '请网点凭纸质登记或小票补记；写明原因后结案。',
  },
  reorder: {
    name: '记录次序不对',
    means: '记录到达的次序，或它自己说的位置，和写下时不一样。',
    act: '查看终端的时间和程序版本。重复出现的，联系技术人员。',
  },
  removal: {
    name: '已交记录在终端上没了',
    means: '终端的流水比它交来的短：被恢复成旧备份，或被人截去了尾部。登记中心这里的记录仍在。',
    act: '问网点最近是否换机或恢复过备份。说不清的，断开这台终端并派人查看。',
  },
  fork: {
    name: '记录链分叉',
    means: '同一个位置有两条不同的记录，多半是终端恢复备份后接着记账。两条都已收下。',
    act: '核对分叉前后的服务是否都真实；有重复的由窗口作废。',
  },
  broken: {
    name: '记录被改过',
    means: '记录的内容和它的校验值对不上：传输损坏，或内容被改动。',
    act: '请网点重新同步。仍然对不上的，断开这台终端并派人查看。',
  },
  'held-chain-broken': {
    name: '搁置：校验不符',
    means: '这条记录的内容和校验值对不上，暂时没有计入统计，原文已保存。',
    act: '请网点重新同步；正确的到了会自动取代。',
  },
  'held-bad-body': {
    name: '搁置：读不懂',
    means: '这条记录的格式登记中心读不懂，多半是终端程序太新或太旧，原文已保存。',
    act: '核对终端程序版本并升级；需要时联系技术人员。',
  },
  'held-id-reused': {
    name: '搁置：编号重复',
    means: '这条记录的编号已被另一条内容不同的记录用了，原文已保存。',
    act: '联系技术人员查看这台终端。',
  },
  'held-too-large': {
    name: '搁置：太大',
    means: '这条记录太大，网络上传不了，只收到了它的位置和校验值，没有计入统计。',
    act: '请网点用 U 盘导出密封文件带来；仍然不行的，联系技术人员。',
  },
}

export const conflicts = {
  title: '冲突核查',
  lead: '终端事后才能发现的问题。每一条都要有人看过、写明原因；记录不删除，再次发生会重新打开。',
  kinds,
  kind: '类别',
  anyKind: '全部类别',
  state: '状态',
  states: { open: '待核', settled: '已结', over: '已自行恢复' },
  anyState: '全部状态',
  site: '网点',
  anySite: '全部网点',
  empty: '没有符合条件的冲突。',
  means: '是什么意思',
  act: '怎么办',
  found: '发现时间',
  times: (n: number, last: string) => `共 ${n} 次，最近 ${last}`,
  where: '哪里',
  places: (from: number, until: number) => (from === until ? `第 ${from} 条` : `第 ${from}–${until} 条`),
  other: '另一处',
  item: '事项',
  card: '卡',
  settle: '结案',
  reopen: '重新打开',
  history: '处理经过',
  verdict: '结论',
  verdicts: {
    explained: '情况属实，有正当原因',
    corrected: '已更正（作废、补记或追回）',
    misuse: '违规使用，已按规定处理',
    fault: '设备或程序故障，已处理',
    reopened: '重新打开',
  },
  foundBy: (who: string, when: string) => `${who}，${when}`,
  unknownSite: '不在登记中',
  earlier: '更早的',
  later: '更近的',
  detail: '查看',
}
