import type { Same } from '../../same';
import type { api as en } from '../en/api';

export const api: Same<typeof en> = {
  title: 'API リファレンス',
  lead: 'ダッシュボードの操作を、個人用トークンで HTTP から行えます。このページは、実際に応答するコードから生成されています。',
  document: 'OpenAPI 3.1 ドキュメント',
  tokens: 'トークン',
  about: {
    title: '使い方',
    auth: 'トークンを Authorization: Bearer で送ります。クッキーは使われません。トークンにできるのは、トークンとその持ち主の両方に許可された操作だけです。閲覧を許可されていないものは、存在しないものと同じく 404 になります。',
    runs: '変更を伴う操作は、202 と実行の ID を返します。実行は自動で進み、状態とイベントはその実行から読めます。プロキシの変更はまず計画になり、それを実行するか破棄します。',
    key: '実行を始める操作には Idempotency-Key が必要です。同じキーで同じリクエストを送ると、最初の実行と Idempotency-Replayed: true が返ります。別のリクエストなら 409 になります。キーは人ごとで、実行と同じ期間保存されます。拒否されたリクエストはキーを消費しません。',
    dryRun:
      '?dryRun=true を付けると、何も始まりません。テンプレート、変更点や削除されるもの、妨げているものが返ります。',
    words:
      '計画が呼び出し元に与える影響、実行が失敗した原因、次にできることは、コードと値に加えて文章でも返ります。文章は画面と同じもので、Accept-Language に応じて英語か日本語になります。',
    errors:
      'エラーは application/problem+json(RFC 9457)で、9 つのコードのいずれかと、誤りのある項目ごとの JSON Pointer を持ちます。429 では、次に試せる時期が Retry-After でわかります。',
    paging:
      '一覧はページに分かれます。next が null になるまで、その値を after に渡してください。GET の応答には ETag が付きます。',
  },
  operations: '操作一覧',
  errorCodes: 'エラーのコード',
  code: 'コード',
  statusCode: 'ステータス',
  meaning: '意味',
  needs: '必要な権限',
  anyToken: 'トークンがあれば可',
  parameters: 'パラメーター',
  body: '本文',
  answers: '応答',
  schema: '{name} のスキーマ',
  schemas: 'スキーマ',
  required: '必須',
  operation: {
    getToken: 'トークンの持ち主と、許可された操作',
    listProxies: 'プロキシの一覧(名前順)',
    launchProxy: 'プロキシを作成する(既存のネットワーク、または同時に作るネットワークに)',
    getProxy: 'プロキシの状態、スペック、出力、クォータの残り',
    planProxy: '変更を計画する(変更セットを作り、後で実行または破棄)',
    deleteProxy: 'プロキシを削除する(指定すればネットワークも)',
    getProxyLive: 'プロキシの保存内容、デプロイ済みの内容、実際の状態と、その違い',
    mendProxy:
      '保存内容のデプロイ、または実際の状態の取り込みを計画する。あるいはデプロイ済みの内容に戻す',
    recoverProxy: 'ロールバックの続行、残ったものの削除、削除保護の切り替え(操作ごとに権限が必要)',
    listMyUsage: '自分のキーの使用量と残り。クォータを使い切っても読めます',
    listNetworks: 'ネットワークの一覧(名前順)',
    launchNetwork: 'ネットワークを作成する',
    getNetwork: 'ネットワークと、その中のプロキシ',
    planNetwork: 'ネットワークの変更を計画(変更セットを作り、後で実行または破棄)',
    deleteNetwork: 'プロキシのないネットワークを削除する',
    getNetworkLive: 'ネットワークの保存内容、デプロイ済みの内容、実際の状態と、その違い',
    mendNetwork:
      '保存内容のデプロイ、または実際の状態の取り込みを計画する。あるいはデプロイ済みの内容に戻す',
    recoverNetwork:
      'ロールバックの続行、残ったものの削除、削除保護の切り替え(操作ごとに権限が必要)',
    listRuns: '実行の一覧(新しい順、対象を絞り込み可)',
    getRun: '実行のステップ、計画、失敗、結果',
    listRunEvents: '実行のイベント(一覧、または Accept によりイベントストリーム)',
    retryRun:
      '失敗した実行と同じことをもう一度依頼する。対象を変更する権限と、やり直す操作の権限が必要',
    executeRun: '計画どおりに実行する(対象を変更する権限が必要)',
    discardRun: '計画を破棄する(対象を変更する権限が必要)',
    cancelRun: '実行中の変更を取り消す(対象を変更する権限が必要)',
    renderSpec: 'スペックのテンプレート(AWS には問い合わせません)',
  },
  problem: {
    invalid: 'リクエストが正しくありません',
    not_found: '見つかりません',
    conflict: '妨げているものがあります',
    limit: '上限に達しました',
    throttled: 'AWS が呼び出しを減らすよう求めています',
    denied: '許可されていません',
    deniedByAws: 'AWS が Sluice のこの呼び出しを拒否しました',
    guardrails: 'ガードレールにより、すぐには実行できません',
    credentials: 'Sluice に有効な AWS 認証情報がありません',
    unavailable: 'AWS に接続できません',
    unexpected: 'Sluice で問題が発生しました',
    token: '有効なトークンが必要です',
    attempts: 'このアドレスから拒否されたトークンが多すぎます',
    rate: '1 人あたりのリクエストが多すぎます',
  },
};
