import type { Same } from '../../same';
import type { keys as en } from '../en/keys';

export const keys: Same<typeof en> = {
  title: 'キー',
  lead: '値はここに保存されません。表示するたびに監査ログに残ります。',
  slotA: 'キー A',
  slotB: 'キー B',
  slotProbe: 'プローブ専用のキー',
  masked: '非表示',
  created: '払い出し',
  enabled: '有効',
  disabled: '無効',
  keyId: 'キー ID',
  reveal: 'キーを表示',
  revealAsk: '値はこの場で一度だけ表示されます。あなたの名前、キー、時刻が監査ログに残ります。',
  revealConfirm: '値を表示',
  revealed: 'キーの値',
  copy: 'キーをコピー',
  copyEnv: 'SLUICE_API_KEY=… としてコピー',
  cancel: '表示しない',
  close: '閉じて消す',
  closeNote: '閉じると、値はこのページから消えます。',
  propagation: '新しいキーは、使えるまでに数分かかることがあります。',
  notYours: '表示できるのは、チーム {team} とプラットフォームチームだけです。',
  auditor: '監査担当者にはキーの値は表示されません。',
  none: 'キーはまだありません。',
};
