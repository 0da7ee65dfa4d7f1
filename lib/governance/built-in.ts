import { type Guardrails, guardrailsSchema } from './guardrails';

/** What is in force until the platform team writes rules of its own: wide where nothing is lost, and asking in prod. */
export const builtInGuardrails: Guardrails = guardrailsSchema.parse({
  version: 1,
  defaults: [
    {
      id: 'registered-in-prod',
      when: { environments: ['prod'] },
      bound: { of: 'upstreamState', only: ['approved'] },
      verdict: 'approval',
      approver: 'platform',
      reason:
        'Production calls registered upstreams only, so that somebody knows what is sent there.',
      reasonJa:
        '本番環境から呼び出せるのは登録済みの接続先だけです。何を送るかを把握するためです。',
    },
    {
      id: 'quota-in-prod',
      when: { environments: ['prod'] },
      bound: { of: 'quotaPerDay', max: 100_000 },
      verdict: 'approval',
      approver: 'platform',
      reason:
        'More than 100,000 calls a day are a bill and a load that the platform team plans for.',
      reasonJa:
        '1日10万回を超える呼び出しは、費用と負荷の両面でプラットフォームチームの計画が必要です。',
    },
    {
      id: 'rate',
      bound: { of: 'ratePerSecond', max: 1_000 },
      verdict: 'approval',
      approver: 'platform',
      reason: 'All APIs of the account share 10,000 requests a second: a tenth is much for one.',
      reasonJa:
        'アカウント内のすべてのAPIで毎秒1万リクエストを分け合うため、1つで1割を超える場合は確認します。',
    },
    {
      id: 'burst',
      bound: { of: 'burst', max: 2_000 },
      verdict: 'approval',
      approver: 'platform',
      reason: 'All APIs of the account share one bucket of 5,000 requests.',
      reasonJa: 'アカウント内のすべてのAPIで5,000リクエストのバーストを分け合います。',
    },
    {
      id: 'personal-data-in-dev',
      when: { environments: ['dev'] },
      bound: { of: 'dataClass', only: ['public', 'internal', 'confidential'] },
      verdict: 'approval',
      approver: 'platform',
      reason: 'Personal data is not for trying things out: use made-up data, or tell us why not.',
      reasonJa:
        '個人データを試用に使うことはできません。ダミーデータを使うか、必要な理由をお知らせください。',
    },
  ],
  tests: [
    {
      name: 'A small proxy in dev launches at once',
      nameJa: 'dev の小さなプロキシはすぐに作成できる',
      team: 'payments',
      spec: { environment: 'dev', limits: { quota: { limit: 20, period: 'DAY' } } },
      expect: 'at_once',
    },
    {
      name: 'A large quota in prod asks the platform team',
      nameJa: 'prod の大きなクォータはプラットフォームチームの承認が要る',
      team: 'payments',
      spec: { environment: 'prod', limits: { quota: { limit: 100_001, period: 'DAY' } } },
      upstream: { state: 'approved', dataClass: 'internal' },
      expect: 'approval',
      rule: 'quota-in-prod',
    },
    {
      name: 'A lower quota asks nobody',
      nameJa: 'クォータを下げるのに承認は要らない',
      team: 'payments',
      spec: { environment: 'prod', limits: { quota: { limit: 150_000, period: 'DAY' } } },
      saved: { environment: 'prod', limits: { quota: { limit: 200_000, period: 'DAY' } } },
      upstream: { state: 'approved', dataClass: 'internal' },
      expect: 'at_once',
    },
    {
      name: 'A retired upstream is refused',
      nameJa: '廃止された接続先は許可しない',
      team: 'payments',
      spec: { environment: 'dev' },
      upstream: { state: 'retired', dataClass: 'public' },
      expect: 'no',
    },
  ],
});
