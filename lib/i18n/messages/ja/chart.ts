import type { Same } from '../../same';
import type { chart as en } from '../en/chart';

export const chart: Same<typeof en> = {
  allDays: '{count, number} 日間',
  allHours: '24 時間',
  utcHour: '{from}~{to} UTC',
  unknown: '不明',
  soFar: '{day}（途中）',
  part: '{name} {amount}',
  value: '{day}：{parts}。',
  limit: '上限 {limit, number}',
  heatValue: '{weekday} {hour}：平均 {amount} 回。',
  heatUnknown: '{weekday} {hour}：不明。',
  heatScale: '0 回から 1 時間 {most} 回まで',
  heatNone: '分かっている時間帯にリクエストはありません。',
  heatHint: '時間帯を指すか、矢印キーで移動すると値が出ます。',
  zoneLocal: 'お使いの時計の時刻（{zone}）',
  zoneUtc: 'UTC の時刻',
  mostHour: '最多は {weekday} {hour}、平均 {amount} 回。',
  hour: '時刻',
};
