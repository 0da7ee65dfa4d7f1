import type { Same } from '../../same';
import type { errors as en } from '../en/errors';

export const errors: Same<typeof en> = {
  stale: '<when></when>に取得した内容を表示しています。',
  detail: 'AWS の応答',
  code: {
    invalid: {
      title: '入力を受け付けられませんでした',
      next: '印の付いた項目を直して、もう一度送信してください。',
    },
    not_found: {
      title: '見つかりません',
      next: '削除されたか、リンクが誤っています。一覧から選び直してください。',
    },
    conflict: {
      title: 'ほかのものと衝突しています',
      next: '名前が使用中か、まだ依存しているものがあります。別の名前にするか、先に他の操作を終えてください。',
    },
    limit: {
      title: 'AWS アカウントの上限に達しています',
      next: '使っていないものを削除するか、Service Quotas で上限の引き上げを申請してください。',
    },
    throttled: {
      title: 'AWS から呼び出しを減らすよう求められています',
      next: '失われたものはありません。1 分ほど待ってから再試行してください。',
    },
    denied: {
      title: 'この操作は許可されていません',
      next: 'あなたのロールまたはチームでは実行できません。所有チームかプラットフォームチームに依頼してください。',
    },
    credentials: {
      title: 'Sluice に有効な AWS 認証情報がありません',
      next: 'Sluice を動かしているサーバーに、ロール (ECS タスクロール、EC2 インスタンスプロファイル) を与えるか、AWS_PROFILE、または AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY を設定してください。期限切れの場合は「aws sso login」などで更新し、再起動してください。',
    },
    unavailable: {
      title: 'AWS に接続できません',
      next: 'Sluice は再接続を続けています。解消しない場合は、サーバーから AWS への経路、プロキシ設定、AWS_ENDPOINT_URL を確認してください。',
    },
    unexpected: {
      title: 'Sluice で問題が起きました',
      next: 'もう一度お試しください。繰り返す場合は、時刻と参照番号を Sluice の管理者に伝えてください。',
    },
  },
  deniedByAws: {
    title: 'AWS が Sluice の呼び出しを拒否しました',
    next: 'Sluice が使うロールに権限が足りません。README のロールと比べて、足りないものを加えてください。',
  },
  notFound: {
    title: 'ページがありません',
    next: '削除されたか、リンクが誤っています。',
    home: 'プロキシ一覧へ',
  },
};
