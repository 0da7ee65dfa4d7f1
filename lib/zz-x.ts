import { getI18n } from '@/lib/i18n/server';
import type { KeySchedule } from '@/lib/keys/types';
export async function f(s: KeySchedule) {
  const { t } = await getI18n();
  const words = t('keys.schedule');
  return words('dropped', { slot: s.slot, why: words('droppedDenied', { who: 'x' }) });
}
