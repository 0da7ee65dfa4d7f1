import type { Same } from '../../same';
import type { usage as en } from '../en/usage';

export const usage: Same<typeof en> = {
  title: '使用量',
  lead: 'ポリシーとキーを通過した呼び出しの、UTC の 1 日ごとの回数。利用者のキーすべての合計です。',
  todayText: '{limit, number} 回中 {used, number} 回使用、残り {left, number} 回',
  todayNoQuota: '今日 {used, number} 回',
  sum: '30 日間で {count, number} 回',
  busiest: '最多は {date} の {count, number} 回',
  limit: '上限 {limit, number}',
  calls: '呼び出し',
  chart: 'UTC の 1 日ごとの呼び出し回数（30 日間）',
  chartText: '30 日間で {sum, number} 回。最多は {date} の {max, number} 回、上限は {limit}。',
  noLimit: 'なし',
  table: '表で見る',
  date: '日付（UTC）',
  remaining: '残り',
  keyNamed: 'キー {label}',
  probeKey: 'プローブ専用のキー',
  probeNote: 'プローブは専用のキーを使い、利用者のクォータを消費しません。',
  throttleText: 'スロットリングは毎秒 {rate, number} 回、バースト {burst, number}。',
  source:
    '出典：今日はアクセスログ、それ以前は API Gateway の GetUsage（最大 40 分遅れ）。AWS はクォータをベストエフォートで適用します。',
  waiting: '最初の数字は 1 分以内に出ます。',
  none: '呼び出しはまだありません',
  noneText: '呼び出しがあるとグラフになります。GetUsage は最大 40 分遅れます。',
};
