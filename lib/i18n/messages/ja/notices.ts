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
  test: {
    title: 'チャネル {channel} のテスト',
    text: 'チーム {team} のアラートはこのように届きます。問題は起きていません。送信者: {person}。',
  },
};
