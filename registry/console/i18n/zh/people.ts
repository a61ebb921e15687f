// A holder's picture and family members.
export const people = {
  title: '照片与家属',
  nobody: '没有登记家属。',
  relation: '关系',
  since: '起',
  until: '止',
  lastDay: '最后一天',
  bornOn: '出生日期',
  add: '登记家属',
  end: '终止',
  show: '查看家属全名',
  note: '只登记有事项涉及的家属；只供人才办使用，不下发终端，窗口仍按事项要求核验材料。',
  photo: '照片',
  photoNote:
    'JPG 或 PNG。上传前在本机缩小并去除拍摄信息；窗口联网核对本人时显示，不留在终端；每次查看都留痕。',
  putPhoto: '上传照片',
  showPhoto: '查看照片',
  removePhoto: '删除照片',
}
