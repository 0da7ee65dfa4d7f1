import type { Same } from '../../same';
import type { myUsage as en } from '../en/my-usage';

export const myUsage: Same<typeof en> = {
  title: '自分の使用量',
  lead: '自分のキーの使用量と残りです。クォータを使い切っても同じように読めます。',
  list: '自分のキー',
  key: 'キー {label}',
  keyOf: '{consumer} のキー {label}',
  left: '{limit, number} 件中 残り {left, number} 件',
  used: '使用 {used, number} 件',
  noQuota: 'クォータなし: 毎秒 {rate, number} 件、バースト {burst, number}',
  unknown: 'まだ不明',
  source: '<when></when>時点(GetUsage、アクセスログ、CloudWatch による)',
  old: '<when></when>時点。AWS が応答しません',
  never: 'AWS の応答をまだ得ていません',
  token: {
    button: '利用者用トークン',
    buttonOf: '{proxy} のキー {label} の利用者用トークン',
    title: '{proxy} のキー {label} の利用者用トークン',
    lead: 'このキーの使用量だけを読めます。クォータを使い切っても読めます。あなたのトークン一覧に載り、そこで失効できます。',
    nameHint: '渡す相手の名前です。',
  },
  elsewhere: 'ブラウザーの外から',
  elsewhereLead:
    '同じ内容を HTTP とコマンドラインから、トークンで読めます。アカウントのないキーの利用者には、そのキー用のトークンを渡してください。',
  copy: 'コマンドをコピー',
  tokens: 'トークン',
  empty: '自分のキーはまだありません',
  emptyLead:
    '自分やチームが所有するプロキシのキーと、自分のものとラベル付けされたキーがここに並びます。',
};
