import { initialProxyForm } from '../../proxies/form-initial';
import type { Basis } from '../corrected';

/** The create form as it begins in an account where nothing stands yet. */
export const initialBasis: Basis = {
  values: {
    ...initialProxyForm({
      choices: null,
      owner: 'ben@example.com',
      team: 'payments',
      idempotencyKey: '00000000-0000-4000-8000-000000000000',
      params: {},
    }).values,
    azs: ['ap-northeast-1a', 'ap-northeast-1c'],
  },
  place: {
    region: 'ap-northeast-1',
    accountId: '123456789012',
    networks: [],
    vpcs: [],
    errorPages: null,
  },
};
