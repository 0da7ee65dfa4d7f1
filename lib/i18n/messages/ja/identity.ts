import type { Same } from '../../same';
import type { identity as en } from '../en/identity';

export const identity: Same<typeof en> = {
  title: 'ログイン',
  demo: {
    title: 'どなたとして使いますか?',
    lead: 'ローカルの AWS で動くデモです。表示と操作の範囲は、それぞれのロールで決まります。',
    button: '{name} としてログイン',
  },
  about: {
    platform: 'ネットワークを用意し、全チームを見て、すべて操作できます',
    member: '{teams} チームのプロキシを作成、確認、削除できます',
    auditor: 'すべて閲覧できますが、変更はできず、秘密の値は見えません',
  },
  email: 'メールアドレス',
  password: 'パスワード',
  submit: 'ログイン',
  refused: 'メールアドレスかパスワードが違います',
  refusedNext: '両方を確認してください。パスワードはプラットフォームチームが設定します。',
  throttled: '試行回数が多すぎます',
  throttledNext: '数分待ってから、もう一度お試しください。',
};
