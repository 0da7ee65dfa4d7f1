import type { Same } from '../../same';
import type { gauge as en } from '../en/gauge';

export const gauge: Same<typeof en> = {
  pace: '直近 1 時間の呼び出し {count, plural, =0 {なし} other {# 回}}',
  granted:
    '上限より {count, plural, other {# 回}}多く使えます。AWS によると、この期間だけの追加分です。',
  taken:
    'AWS の残りは、上限と使用量の差より {count, number} 回少なくなっています。期間の途中で上限が変わったか、残りが設定されました。',
  byHand: 'この上限は AWS 上で変更されています。保存されている値は {saved, number} です。',
  emptySteady: '{clock}ごろ使い切る見込み（± {spread}）',
  emptySteadyHere: '{clock} = {here} ごろ使い切る見込み（± {spread}）',
  emptyBetween: '{clock}ごろ使い切る見込み（{earliest}〜{latest}）',
  emptyBetweenHere: '{clock} = {here} ごろ使い切る見込み（{earliest}〜{latest} UTC）',
  emptyPerhaps: '{clock}ごろ使い切る見込み（早くて {earliest}、リセットまで持つ可能性あり）',
  emptyPerhapsHere:
    '{clock} = {here} ごろ使い切る見込み（早くて {earliest} UTC、リセットまで持つ可能性あり）',
  emptyKey: 'キー {label}',
  emptySource:
    '5 回に 4 回はこの範囲に収まります。アクセスログにもとづく予測で、過去の日々の形と、同じ予測が過去にどれだけ外れたかから求めています。',
  emptyShort: '{clock} 頃に空',
};
