import type { Same } from '../../same';
import type { fleet as en } from '../en/fleet';

export const fleet: Same<typeof en> = {
  title: 'プロキシ',
  create: '新しいプロキシ',
  table: 'プロキシ',
  count: '{count, plural, other {# 件のプロキシ}}',
  countOf: '{count, plural, other {# 件}}中 {shown, number} 件のプロキシ',
  attention: {
    failed: '失敗 {count, number}',
    down: '停止 {count, number}',
    spent: '使い切り {count, number}',
    near: '残りわずか {count, number}',
    drifted: '外部で変更 {count, number}',
    undeployed: '未デプロイ {count, number}',
    behind: '古いテンプレート {count, number}',
  },
  column: {
    state: '状態',
    name: '名前',
    upstream: '転送先',
    team: 'チーム',
    environment: '環境',
    left: '本日の残り',
    probe: '最終プローブ',
    age: '経過',
  },
  sortBy: '{column}で並べ替え',
  left: '{left} / {limit}',
  leftAsOf: '<when></when>時点',
  leftIn: { DAY: '', WEEK: '今週', MONTH: '今月' },
  noQuota: 'クォータなし',
  quotaUnknown: 'まだ不明',
  neverProbed: '未実行',
  filter: {
    label: '絞り込み',
    search: '名前、転送先、所有者…',
    searchLabel: 'プロキシを検索',
    submit: '検索',
    team: 'チーム',
    state: '状態',
    environment: '環境',
    quota: 'クォータ',
    path: '経路',
    live: '稼働 = 保存',
    template: 'テンプレート',
    remove: '絞り込みを解除 {name}: {value}',
    clear: '絞り込みをすべて解除',
  },
  empty: {
    title: 'プロキシはまだありません',
    lead: 'プロキシは、インターネットに出られない VPC のコードに出口を 1 つだけ用意します。宛先は 1 つの公開ホスト、キーと日次クォータとスロットリング付きです。',
    steps:
      '転送先と上限を入力し、フォームの横に出る CloudFormation テンプレートを確かめてから作成します。2〜4 分で使えます。',
    readOnly:
      'あなたのロールは閲覧のみです。アプリチームかプラットフォームチームの人が作成できます。',
  },
  noMatch: {
    title: '条件に合うプロキシはありません',
    lead: '{count, plural, other {# 件}}が絞り込みで隠れています。',
  },
};
