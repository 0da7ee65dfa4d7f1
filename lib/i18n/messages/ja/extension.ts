import type { Same } from '../../same';
import type { extension as en } from '../en/extension';

export const extension: Same<typeof en> = {
  title: '追加枠',
  lead: 'この期間だけの追加です。上限は変わりません。',
  pending: 'あなたの判断待ち',
  pendingLead: 'チームが自分で追加できる範囲を超えた、クォータの追加申請です。',
  gauge: '上限 {limit, number} + 追加 {granted, number}({clock} UTC まで)',
  grant:
    '{by} が {amount, number} 件{isApproved, select, yes {(承認: {approver})} other {}}: 「{reason}」',
  more: '追加 {granted, number}',
  calls: 'キー {key} に {amount, number} 件追加',
  callsFor: '<proxy></proxy> のキー {key} に {amount, number} 件追加',
  of: '上限 {limit, number}',
  asked: '申請: {by}、<when></when>',
  decided: '判断: {by}「{reason}」',
  unseen: 'AWS は受け付けました。GetUsage は最大 40 分遅れるため、まだ反映されていません。',
  waits:
    '約 {duration} 待ちます。AWS はアカウントの使用量プランの変更を 20 秒に 1 回に制限しています(実行中の変更を含む)。',
  next: '次に処理されます。',
  sending: 'AWS に送信済みで、結果を確認しています。',
  unclear:
    'AWS の応答が失われ、GetUsage で確認できる前に別の変更または期間の切り替わりがありました。残りを確認してください。',
  failed: 'AWS に拒否されました: {reason}',
  lost: '{person} はもうこれを依頼できないため、追加されませんでした。',
  state: {
    requested: '承認待ち',
    approved: '順番待ち',
    sending: 'AWS で処理中',
    granted: '追加済み',
    denied: '却下',
    expired: '期限切れ',
    failed: '拒否',
    unclear: '不明',
  },
  ask: {
    button: 'クォータを追加',
    title: 'この期間のクォータを追加',
    lead: '上限は{period, select, DAY {1 日} WEEK {1 週間} other {1 か月}} {limit, number} 件のままです。追加分は期間の終わり({clock} UTC)に消えます。',
    key: 'キー',
    keyNamed: 'キー {label}',
    amount: '追加する件数',
    amountHint:
      '{atOnce, number} 件まではすぐに、{most, number} 件まではプラットフォームの承認で追加できます。',
    amountHintNone:
      'この期間にチームが追加できる分は使い切りました。{most, number} 件まではプラットフォームの承認で追加できます。',
    amountInvalid: '1 から {most, number} までの整数を入力してください。',
    reason: '理由',
    reasonHint: 'クォータと一緒に表示され、監査に残ります。',
    reasonInvalid: '理由を 3 から {max} 文字で入力してください。',
    submit: 'すぐに追加',
    submitAsk: '承認を申請',
    isAsked: 'プラットフォームチームに送りました。',
    isGranted: '記録しました。次に AWS に伝えます。',
  },
  decide: {
    approve: '承認',
    deny: '却下',
    approveTitle: '{amount, number} 件の追加を承認しますか?',
    denyTitle: '{amount, number} 件の追加を却下しますか?',
    subject: '{proxy}、キー {key}: 「{reason}」',
    reason: 'あなたの理由',
    reasonHint: '申請した人が読みます。',
    own: '申請した本人以外が判断します。',
  },
};
