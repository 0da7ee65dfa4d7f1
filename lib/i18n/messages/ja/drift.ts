import type { Same } from '../../same';
import type { drift as en } from '../en/drift';

export const drift: Same<typeof en> = {
  title: '稼働内容 = 保存内容',
  state: {
    live: '一致',
    undeployed: '未デプロイ',
    drifted: '外部で変更',
    changing: '変更中',
    failed: '稼働していません',
    unknown: '不明',
  },
  text: {
    live: 'API Gateway の動作は、デプロイした内容とも保存した内容とも同じです。',
    undeployed: '{count, plural, other {保存した内容のうち # 件がデプロイされていません。}}',
    drifted: '{count, plural, other {Sluice の外で、AWS の設定が # 件変更されています。}}',
    changing: 'スタックを変更する実行が進んでいます。',
    failed: 'スタックができなかったため、応答しません。',
    unknown: 'このデプロイと API Gateway の実際の設定は、まだ比較していません。',
    unknownOld: '最後の比較が古いため、一致しているとは言えません。',
  },
  networkLive:
    'VPC の DNS と経路、エンドポイントとそのポリシー、セキュリティグループ、プローブの設定は、デプロイした内容のままです。',
  networkText: 'このネットワークのすべてのプロキシに影響します。',
  compared: '<when></when>に比較',
  neverCompared: 'まだ比較していません',
  seeBelow: '違いを見る',
  planWaits: '計画済みで、まだ実行していない編集があります。',
  check: '今すぐ比較',
  checking: 'AWS に問い合わせています…',
  table: '3 つの内容が一致しない項目',
  column: {
    property: 'プロパティ',
    ours: '保存',
    deployed: '最後のデプロイ',
    actual: '実際',
  },
  kind: {
    undeployed: '未デプロイ',
    drift: '外部で変更',
    both: '外部で変更され、未デプロイでもある',
  },
  absent: 'なし',
  whole: 'リソース自体',
  notAdoptable: 'スペックでは表せません。',
  notRevertible: 'CloudFormation の管理外です。AWS 側で取り除いてください。',
  notRevertibleLost:
    '失われたものは元に戻りません。作り直すと別の ID（キーなら別の値）になります。',
  notRevertibleTable:
    'このサブネットは別のルートテーブルに関連付けられています。AWS 側で関連付けを外してから元に戻してください。',
  revert: '元に戻す',
  revertText:
    '実際の値を、最後にデプロイした内容に戻します。スタックを 2 回更新します。まず現状を記録し、次にデプロイ済みのテンプレートをそのまま適用します。',
  revertStuck: 'CloudFormation の管理外のものが残っている間は、元に戻せません。',
  revertPartly: 'テンプレートの外で追加されたものは残ります。',
  revertNone: '元に戻せません。違いが CloudFormation の管理外にあるか、失われたものがあります。',
  adopt: '取り込む',
  adoptText: 'スペックで表せる実際の値を保存する編集を計画します：{what}。',
  adoptNone: '取り込めるものはありません。スペックでは表せません。',
  deploy: 'デプロイ',
  deployText: '保存した内容のデプロイを計画します。実行するまで何も変わりません。',
  mayNot: 'このプロキシを変更できるのは、チーム {team} とプラットフォームチームだけです。',
  mayNotNetwork:
    'このネットワークを変更できるのは、チーム {team} とプラットフォームチームだけです。',
};
