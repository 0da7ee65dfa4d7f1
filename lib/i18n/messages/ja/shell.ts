import type { Same } from '../../same';
import type { shell as en } from '../en/shell';

export const shell: Same<typeof en> = {
  product: 'Sluice',
  description: 'AWS 上のプライベートな送信プロキシ。クォータ、疎通確認、読めるテンプレート付き。',
  skip: '本文へ移動',
  navigation: 'メイン',
  proxies: 'プロキシ',
  networks: 'ネットワーク',
  audit: '監査',
  menu: 'メニュー',
  region: 'リージョン',
  account: 'アカウント',
  accountUnknown: 'アカウント不明',
  language: '言語',
  switchLanguage: 'English',
  switchLanguageHint: 'Sluice を英語で表示',
  theme: 'テーマ',
  themes: { system: 'システム', light: 'ライト', dark: 'ダーク' },
  person: 'ログイン中: {name}',
  role: 'ロール',
  teams: 'チーム',
  noTeams: 'すべてのチーム',
  tokens: 'トークン',
  signIn: 'ログイン',
  signOut: 'ログアウト',
  refresh: '更新',
};
