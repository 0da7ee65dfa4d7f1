import type { Locale } from './locales';
import { alerts as alertsEn } from './messages/en/alerts';
import { api as apiEn } from './messages/en/api';
import { audit as auditEn } from './messages/en/audit';
import { cause as causeEn } from './messages/en/cause';
import { chart as chartEn } from './messages/en/chart';
import { common as commonEn } from './messages/en/common';
import { create as createEn } from './messages/en/create';
import { doctor as doctorEn } from './messages/en/doctor';
import { drift as driftEn } from './messages/en/drift';
import { errors as errorsEn } from './messages/en/errors';
import { explain as explainEn } from './messages/en/explain';
import { extension as extensionEn } from './messages/en/extension';
import { fleet as fleetEn } from './messages/en/fleet';
import { gauge as gaugeEn } from './messages/en/gauge';
import { guardrails as guardrailsEn } from './messages/en/guardrails';
import { history as historyEn } from './messages/en/history';
import { home as homeEn } from './messages/en/home';
import { identity as identityEn } from './messages/en/identity';
import { keys as keysEn } from './messages/en/keys';
import { lifetime as lifetimeEn } from './messages/en/lifetime';
import { lint as lintEn } from './messages/en/lint';
import { myUsage as myUsageEn } from './messages/en/my-usage';
import { networks as networksEn } from './messages/en/networks';
import { notices as noticesEn } from './messages/en/notices';
import { passport as passportEn } from './messages/en/passport';
import { people as peopleEn } from './messages/en/people';
import { probe as probeEn } from './messages/en/probe';
import { probeHistory as probeHistoryEn } from './messages/en/probe-history';
import { probeSchedule as probeScheduleEn } from './messages/en/probe-schedule';
import { proof as proofEn } from './messages/en/proof';
import { proxy as proxyEn } from './messages/en/proxy';
import { recovery as recoveryEn } from './messages/en/recovery';
import { replay as replayEn } from './messages/en/replay';
import { request as requestEn } from './messages/en/request';
import { roll as rollEn } from './messages/en/roll';
import { run as runEn } from './messages/en/run';
import { shell as shellEn } from './messages/en/shell';
import { tokens as tokensEn } from './messages/en/tokens';
import { traffic as trafficEn } from './messages/en/traffic';
import { upstreams as upstreamsEn } from './messages/en/upstreams';
import { usage as usageEn } from './messages/en/usage';
import { alerts as alertsJa } from './messages/ja/alerts';
import { api as apiJa } from './messages/ja/api';
import { audit as auditJa } from './messages/ja/audit';
import { cause as causeJa } from './messages/ja/cause';
import { chart as chartJa } from './messages/ja/chart';
import { common as commonJa } from './messages/ja/common';
import { create as createJa } from './messages/ja/create';
import { doctor as doctorJa } from './messages/ja/doctor';
import { drift as driftJa } from './messages/ja/drift';
import { errors as errorsJa } from './messages/ja/errors';
import { explain as explainJa } from './messages/ja/explain';
import { extension as extensionJa } from './messages/ja/extension';
import { fleet as fleetJa } from './messages/ja/fleet';
import { gauge as gaugeJa } from './messages/ja/gauge';
import { guardrails as guardrailsJa } from './messages/ja/guardrails';
import { history as historyJa } from './messages/ja/history';
import { home as homeJa } from './messages/ja/home';
import { identity as identityJa } from './messages/ja/identity';
import { keys as keysJa } from './messages/ja/keys';
import { lifetime as lifetimeJa } from './messages/ja/lifetime';
import { lint as lintJa } from './messages/ja/lint';
import { myUsage as myUsageJa } from './messages/ja/my-usage';
import { networks as networksJa } from './messages/ja/networks';
import { notices as noticesJa } from './messages/ja/notices';
import { passport as passportJa } from './messages/ja/passport';
import { people as peopleJa } from './messages/ja/people';
import { probe as probeJa } from './messages/ja/probe';
import { probeHistory as probeHistoryJa } from './messages/ja/probe-history';
import { probeSchedule as probeScheduleJa } from './messages/ja/probe-schedule';
import { proof as proofJa } from './messages/ja/proof';
import { proxy as proxyJa } from './messages/ja/proxy';
import { recovery as recoveryJa } from './messages/ja/recovery';
import { replay as replayJa } from './messages/ja/replay';
import { request as requestJa } from './messages/ja/request';
import { roll as rollJa } from './messages/ja/roll';
import { run as runJa } from './messages/ja/run';
import { shell as shellJa } from './messages/ja/shell';
import { tokens as tokensJa } from './messages/ja/tokens';
import { traffic as trafficJa } from './messages/ja/traffic';
import { upstreams as upstreamsJa } from './messages/ja/upstreams';
import { usage as usageJa } from './messages/ja/usage';
import type { Same } from './same';

const en = {
  alerts: alertsEn,
  api: apiEn,
  audit: auditEn,
  cause: causeEn,
  chart: chartEn,
  common: commonEn,
  create: createEn,
  doctor: doctorEn,
  drift: driftEn,
  errors: errorsEn,
  explain: explainEn,
  extension: extensionEn,
  fleet: fleetEn,
  gauge: gaugeEn,
  guardrails: guardrailsEn,
  history: historyEn,
  home: homeEn,
  identity: identityEn,
  keys: keysEn,
  lifetime: lifetimeEn,
  lint: lintEn,
  myUsage: myUsageEn,
  networks: networksEn,
  notices: noticesEn,
  passport: passportEn,
  people: peopleEn,
  probe: probeEn,
  probeHistory: probeHistoryEn,
  probeSchedule: probeScheduleEn,
  proof: proofEn,
  proxy: proxyEn,
  recovery: recoveryEn,
  replay: replayEn,
  request: requestEn,
  roll: rollEn,
  run: runEn,
  shell: shellEn,
  tokens: tokensEn,
  traffic: trafficEn,
  upstreams: upstreamsEn,
  usage: usageEn,
};

const ja = {
  alerts: alertsJa,
  api: apiJa,
  audit: auditJa,
  cause: causeJa,
  chart: chartJa,
  common: commonJa,
  create: createJa,
  doctor: doctorJa,
  drift: driftJa,
  errors: errorsJa,
  explain: explainJa,
  extension: extensionJa,
  fleet: fleetJa,
  gauge: gaugeJa,
  guardrails: guardrailsJa,
  history: historyJa,
  home: homeJa,
  identity: identityJa,
  keys: keysJa,
  lifetime: lifetimeJa,
  lint: lintJa,
  myUsage: myUsageJa,
  networks: networksJa,
  notices: noticesJa,
  passport: passportJa,
  people: peopleJa,
  probe: probeJa,
  probeHistory: probeHistoryJa,
  probeSchedule: probeScheduleJa,
  proof: proofJa,
  proxy: proxyJa,
  recovery: recoveryJa,
  replay: replayJa,
  request: requestJa,
  roll: rollJa,
  run: runJa,
  shell: shellJa,
  tokens: tokensJa,
  traffic: trafficJa,
  upstreams: upstreamsJa,
  usage: usageJa,
} satisfies Same<typeof en>;

/** English decides the keys and the arguments; every other language has the same. */
export type Messages = typeof en;
export type Namespace = keyof Messages;

/** Every message of every language. Stays on the server: a browser gets the namespaces its leaves name. */
export const catalogue: Record<Locale, Messages> = { en, ja: ja as unknown as Messages };

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
    Locale: Locale;
  }
}
