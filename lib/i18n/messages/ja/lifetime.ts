import type { Same } from '../../same';
import type { lifetime as en } from '../en/lifetime';

export const lifetime: Same<typeof en> = {
  mark: {
    expired: '{days, plural, =1 {昨日終了} other {# 日前に終了}}',
    review_overdue: '見直しが {days, plural, other {# 日}}超過',
    ends_soon: '{days, plural, =0 {本日終了} =1 {明日終了} other {あと # 日で終了}}',
    review_soon: '{days, plural, =0 {本日見直し} =1 {明日見直し} other {あと # 日で見直し}}',
  },
  title: '利用期間',
  reviewOn: '見直し日 {date}',
  endsOn: '終了日 {date}',
  notice: {
    expired: '利用期間は {date}で終わりました',
    ends_soon: '{date}に終了します',
    review_overdue: '見直しの期限は {date}でした',
    review_soon: '{date}が見直し日です',
  },
  endText:
    '終了日を過ぎると Sluice は削除を提案しますが、自動では削除しません。まだ必要であれば、終了日を延ばしてください。',
  reviewText:
    'この接続先、上限、呼び出し元のまま、まだ必要ですか。確かめた人が、次にいつまで有効かを記録します。',
  readOnly: '判断するのは、チーム {team} とプラットフォームチームです。',
  extend: '終了日を変更',
  review: {
    button: '見直し済みにする',
    title: '見直し: {name}',
    text: '現状のまま必要であることを確かめました。次の見直し日はラベルとしてスタックに保存され、呼び出し元に影響はありません。',
    behind:
      'まだ必要であることを確かめました。テンプレートが古いバージョンのため、この更新で現在のバージョンも適用されます。計画の段階で止まるので、内容を確認してください。',
    next: '次の見直し日',
    nextHint: '終了日 {date}まで。',
    submit: '見直し済みとして記録',
    cancel: 'まだ',
    invalid: '明日以降で、終了日を過ぎない日付を入力してください。',
  },
};
