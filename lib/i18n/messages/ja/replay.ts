import type { Same } from '../../same';
import type { replay as en } from '../en/replay';

export const replay: Same<typeof en> = {
  title: 'リプレイ',
  pageTitle: 'リプレイ：{name}',
  lead: 'UTC の 1 日の実際のリクエストを別の制限に当てはめ、誰がいつ拒否されたはずかを調べます。',
  back: '{name} に戻る',
  link: 'リプレイ',
  form: {
    label: '当てはめる制限',
    day: '日付（UTC）',
    today: '{day}（途中まで）',
    submit: 'リプレイ',
    invalid:
      'クォータは 1〜{quotaMax, number}、レートは {rateMin, number}〜{rateMax, number}、バーストは 1〜{burstMax, number} の範囲で指定してください。',
  },
  result: 'この制限だった場合',
  sentence:
    'リクエスト {attempts, plural, other {# 件}}のうち、この制限では {refused, number} 件（{share}）が拒否されます：スロットリング {throttle, number} 件、クォータ {quota, number} 件。',
  none: 'リクエスト {attempts, plural, other {# 件}}のうち、この制限で拒否されるものはありません。',
  more: '実際の拒否より {count, number} 件多くなります。',
  fewer: '実際の拒否より {count, number} 件少なくなります。',
  same: '実際の拒否と同数です。',
  trusted:
    '現在の制限でリプレイすると {replayed, number} 件、記録された拒否は {recorded, number} 件です。',
  apart:
    '現在の制限でリプレイすると {replayed, number} 件ですが、記録された拒否は {recorded, number} 件です。その後に制限が変更されたか、残りが手動で設定されました。結果は参考程度にしてください。',
  assumption:
    '応答にかかわらず同じリクエストが届くものとし、バケットはキーの最初のリクエストの時点で満杯とします。AWS はどちらの制限もベストエフォートで適用します。',
  edit: 'この制限で編集',
  keys: 'キー別',
  keyNamed: 'キー {label}',
  key: 'キー',
  attempts: 'リクエスト',
  throttle: 'スロットリング',
  quota: 'クォータ',
  firstRefused: '最初の拒否',
  emptyAt: 'クォータ切れ',
  recorded: '実際の拒否',
  never: 'なし',
  when: '時間帯',
  chart:
    'UTC の 1 時間ごとのリクエスト：合計 {attempts, number} 件、スロットリングで {throttle, number} 件、クォータで {quota, number} 件を拒否。最多は {hour} からの 1 時間。',
  chartNone: 'UTC の 1 時間ごとのリクエスト：合計 {attempts, number} 件、拒否なし。',
  passed: '通過',
  byThrottle: 'スロットリングで拒否',
  byQuota: 'クォータで拒否',
  table: '表で見る',
  hour: '時（UTC）',
  asOf: 'ログは<when></when>まで読み込み済みです。',
  emptyTitle: 'リクエストログがまだありません',
  emptyText:
    'リプレイにはアクセスログが必要です。ログは約 1 分ごとに読み込まれ、リクエストは 8 日間保存されます。プロキシを呼び出してから、もう一度開いてください。',
  noLogText:
    'このプロキシにはアクセスログがないため、リプレイできません。ログの書き込みには API Gateway のロールが必要で、ブートストラップスタックが作成します。',
  quietTitle: 'この日のリクエストはありません',
  quietText: '別の日を選ぶか、プロキシを呼び出してからもう一度開いてください。',
};
