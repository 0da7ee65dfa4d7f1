import { getI18n } from '@/lib/i18n/server';
import type { HistoryKey } from '@/lib/usage/history';

/** What a key is called: by its place in the stack, or by its id where the stack has it no more. */
export async function keyNames(): Promise<(key: HistoryKey) => string> {
  const { t } = await getI18n();
  const [usage, history] = [t('usage'), t('history')];
  return ({ role, label, keyId }) => {
    if (role === 'probe') return usage('probeKey');
    if (role === 'former') return history('formerKey', { id: keyId });
    return usage('keyNamed', { label });
  };
}
