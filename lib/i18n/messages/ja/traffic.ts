import type { Same } from '../../same';
import type { traffic as en } from '../en/traffic';

export const traffic: Same<typeof en> = {
  title: 'リクエストの結果',
  lead: 'アクセスログによる、ほぼリアルタイムの内訳です。',
  noLog: 'このプロキシはアクセスログを残さないため、429 や 403 の内訳はわかりません。',
  waiting: 'アクセスログはまだ読まれていません。最初の数字は 1 分以内に出ます。',
  since: '<when></when>以降のみ。それより前は含みません。',
  asOf: '取得: <when></when>',
  windows: '期間',
  day: '24 時間',
  week: '7 日間',
  outcome: '結果',
  all: '合計',
  keyNamed: 'キー {label}',
  probeKey: 'プローブ',
  noKey: '既知のキーなし',
  otherKey: 'キー {id}',
  none: 'この期間のリクエストはありません。',
  outcomes: {
    served: '成功',
    upstream_4xx: '4xx：接続先の応答',
    upstream_429: '429：接続先の制限',
    upstream_5xx: '5xx：接続先の応答',
    quota: '429：クォータ切れ',
    throttle: '429：キーのレート',
    account_throttle: '429：ステージまたはアカウントの制限',
    key_refused: '403：キーなし・不明・無効・プラン外',
    policy: '403：リソースポリシー',
    path: '403：存在しないパスまたはメソッド',
    bad_request: '4xx：リクエストの形式不正',
    gateway: '5xx：ゲートウェイの障害',
  },
  outcomesNote: 'キーなし・不明・無効・プラン外のどれでも、API Gateway は同じ行をログに書きます。',
  binding: {
    rate: '毎秒 {rate, number} 回（バースト {burst, number}）のレートで止められています：24 時間で {count, number} 回拒否。',
    quota: 'クォータ {limit, number} 回で止められています：24 時間で {count, number} 回拒否。',
    shared:
      '共有の制限（ステージ、またはアカウントの毎秒 {account, number} 回）で止められています：24 時間で {count, number} 回拒否。',
    upstream:
      'API Gateway ではなく、接続先自身の制限で止められています：24 時間で {count, number} 回拒否。',
    none: '24 時間、制限による拒否はありません。',
    nearestQuota: '24 時間、制限による拒否はありません。最も近いのはクォータです。',
    nearestRate:
      '24 時間、制限による拒否はありません。最も近いのは毎秒 {rate, number} 回のレートです。',
  },
  shares: {
    quota: 'クォータの {share}',
    rate: '最も混んだ 1 秒でレートの {share}',
    account: '全プロキシでアカウントの毎秒 {limit, number} 回の {share}',
  },
  difference: {
    title: '今日の CloudWatch と GetUsage が違う理由',
    unknown:
      'アクセスログ、CloudWatch の Count、GetUsage のうち、まだ読まれていないものがあります。',
    counted: 'CloudWatch の Count',
    limits: '制限による拒否（429）',
    key: 'キーの拒否（403）',
    policy: 'ポリシーの拒否（403）',
    path: '存在しないパスまたはメソッド（403）',
    bad_request: '形式不正',
    gateway: 'ゲートウェイの障害',
    unseen: 'まだログにない分',
    ahead: 'ログにあり、まだ Count にない分',
    expected: 'クォータに数えられる回数',
    used: 'GetUsage の値',
    agree: '一致しています。',
    behind: 'GetUsage が {count, number} 回遅れています（最大 40 分遅れ）。',
    beyond:
      'GetUsage が {count, number} 回多い値です。ログとメトリクスはベストエフォートで、遅れて届きます。',
    lead: 'CloudWatch は API に届いたすべてのリクエストを、GetUsage はポリシー・キー・制限を通過した分だけを（プローブも含めて）数えます。',
  },
};
