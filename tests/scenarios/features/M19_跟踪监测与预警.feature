# language: zh-CN
功能: 跟踪监测、重点调度（M19，通知三（二））
  谁手里有什么、哪些快到期、哪些已逾期，随时看得到。

  场景: 督查员随时看到各单位手里的工单和到期时间
    假如热线"96888"推送诉求：
      | 标题 | 盼望帮助                               |
      | 内容 | 情况一直没有人答复，请有关部门帮助协调 |
      | 电话 | 13900000001                            |
    当分办员派单：
      | 主办单位 | 住建局   |
      | 分类     | 市政设施 |
    那么督查员打开"/routing/api/v1/work-orders?unit=housing&waits_for=signing"
    而且督查员打开"/ledger/api/v1/cases?unit=housing&state=handling"
    而且督查员打开"/supervision/api/v1/reminders"

  @尚未实现
  场景大纲: 重点关注名单、激增提示、风险工单
    那么督查员打开"<地址>"

    例子:
      | 地址                             |
      | /supervision/api/v1/watch-list   |
      | /supervision/api/v1/surges       |
      | /supervision/api/v1/cases-at-risk |
