import type { Same } from '../../same';
import type { notices as en } from '../en/notices';

export const notices: Same<typeof en> = {
  open: '開く',
  several: 'チーム {team} のアラート {count, plural, other {# 件}}',
  moment: '{local} {zone}(UTC では {utc})',
  period: { DAY: '今日', WEEK: '今週', MONTH: '今月' },
  quota: {
    title: '{proxy}: キー {key} のクォータの {level}% を使用',
    spent: '{proxy}: キー {key} のクォータを使い切りました',
    text: '{period}は {total, number} 件中 {used, number} 件を使用し、残りは {left, number} 件です。{resetsAt}にリセットされます。',
    spentText:
      '{period}の {total, number} 件をすべて使いました。{resetsAt}まで、このキーの呼び出しには 429 が返ります。',
    passed: '前回の確認以降に超えた水準: {levels}。',
    source:
      'GetUsage は最大 40 分遅れることがあります。API Gateway のクォータはベストエフォートのため、少し超えて通ることもあります。',
  },
  forecast: {
    title: '{proxy}: キー {key} のクォータはリセット前に尽きる見込みです',
    text: '現在のペースでは {emptyAt}ごろ({earliest}から{latest}の間)に尽きます。リセットは{resetsAt}です。',
  },
  throttled: {
    title: '{proxy}: リクエストの {percent}% がスロットリングされています',
    text: '{since}以降の {requests, number} 件中 {refused, number} 件が、クォータではなくレート制限により 429 で拒否されました。この通知は UTC の 1 日に 1 回です。',
  },
  probe: {
    title: '{proxy}: プローブが失敗しています',
    text: '{since}から: {outcome}。プローブが {failures, plural, other {# 回}}失敗しています。回復するまで再度の通知はありません。',
  },
  keyAge: {
    title: '{proxy}: キー {key} は作成から {days, plural, other {# 日}}経っています',
    text: '{createdAt}に作成されました。ローテーションしてください。2 本目のキーを渡し、このキーが使われなくなったら無効にします。',
  },
  lifetime: {
    review: {
      due: '{proxy}: {days, plural, =0 {本日が見直し日です} =1 {明日が見直し日です} other {見直し日まであと # 日です}}',
      past: '{proxy}: 見直しの期限を {days, plural, other {# 日}}過ぎています',
      text: '{date} (UTC) までに、まだ必要かどうかを確かめてください。プロキシのページで「見直し済みにする」を押すか、変更または削除します。',
    },
    end: {
      due: '{proxy}: {days, plural, =0 {本日で終了します} =1 {明日で終了します} other {あと # 日で終了します}}',
      past: '{proxy}: {days, plural, other {# 日}}前に終了しました',
      text: '最終日は {date} (UTC) です。過ぎると Sluice が削除を提案しますが、人が操作するまで何も削除されません。まだ必要であれば終了日を延ばしてください。',
    },
  },
  certificate: {
    due: '{host} の証明書の期限{days, plural, =0 {は本日です} =1 {は明日です} other {まであと # 日です}}',
    past: '{host} の証明書は期限切れです',
    text: '期限は{validTo}です。過ぎると API Gateway が接続先を拒否し、{proxies} の呼び出しには 504 が返ります。更新できるのは {host} の運用者です。最終確認は{readAt}です。',
    pastText:
      '期限は{validTo}でした。API Gateway が接続先を拒否し、{proxies} の呼び出しには 504 が返ります。更新できるのは {host} の運用者です。最終確認は{readAt}です。',
  },
  request: {
    asked: '{by} さんが承認を申請しています: {proxy}',
    askedText: '「{reason}」',
    decided:
      '{outcome, select, approved {{by} さんが {proxy} の申請を承認しました} denied {{by} さんが {proxy} の申請を却下しました} expired {{proxy} の申請の期限が切れました} other {承認済みの {proxy} の申請を実行できませんでした}}',
    decidedText:
      '{outcome, select, approved {申請どおりの内容で、いま開始します。} denied {何も変更されていません。} expired {期限までに判断されなかったか、承認が期限までに使われませんでした。何も変更されていません。開いて、もう一度申請してください。} other {申請後に状況が変わりました。開いて、もう一度申請してください。}}{reason, select, none {} other {「{reason}」}}',
  },
  test: {
    title: 'チャネル {channel} のテスト',
    text: 'チーム {team} のアラートはこのように届きます。問題は起きていません。送信者: {person}。',
  },
};
