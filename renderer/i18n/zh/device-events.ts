// What a device did, for the diagnostics page: one word or a few for every code that can be noted.
// A code without words does not compile.
import type { Input } from '../../../electron/api.ts'

export const deviceEvents = {
  live: '已开启',
  'no-camera': '没有找到',
  denied: '没有使用权限',
  busy: '被别的程序占用',
  failed: '打不开',
  open: '已连接',
  unplugged: '被拔出',
  'input-method': '字符被输入法截走',
  'full-width': '打出全角字符',
  'caps-lock': '大写锁定开着',
  layout: '键盘布局不对',
  'alt-codes': '以 Alt 加数字输入',
  'aim-prefix': '前面带码制标识',
  prefix: '前面带多余字符',
  'extra-suffix': '后面带多余字符',
  'leading-enter': '开头带回车',
  'no-suffix': '结尾没有回车',
  double: '扫一次发两次',
  'lost-keys': '丢字符',
  'too-slow': '输入太慢',
  'other-code': '扫的不是样码',
  garbled: '读到的码不完整',
  printed: '已打印',
  'not-printed': '没有打印出来',
  'full-screen': '进入全屏',
  'full-screen-left': '退出全屏',
  'idle-lock': '无人操作，已锁定',
} satisfies Record<Input<'diagnostics.note'>['event'], string>

export const deviceDetails = { 'by-page': '由页面', 'by-terminal': '由终端程序' }
