import type { Locale } from './locales';
import { audit as auditEn } from './messages/en/audit';
import { common as commonEn } from './messages/en/common';
import { create as createEn } from './messages/en/create';
import { drift as driftEn } from './messages/en/drift';
import { errors as errorsEn } from './messages/en/errors';
import { fleet as fleetEn } from './messages/en/fleet';
import { identity as identityEn } from './messages/en/identity';
import { keys as keysEn } from './messages/en/keys';
import { networks as networksEn } from './messages/en/networks';
import { probe as probeEn } from './messages/en/probe';
import { proof as proofEn } from './messages/en/proof';
import { proxy as proxyEn } from './messages/en/proxy';
import { roll as rollEn } from './messages/en/roll';
import { run as runEn } from './messages/en/run';
import { shell as shellEn } from './messages/en/shell';
import { usage as usageEn } from './messages/en/usage';
import { audit as auditJa } from './messages/ja/audit';
import { common as commonJa } from './messages/ja/common';
import { create as createJa } from './messages/ja/create';
import { drift as driftJa } from './messages/ja/drift';
import { errors as errorsJa } from './messages/ja/errors';
import { fleet as fleetJa } from './messages/ja/fleet';
import { identity as identityJa } from './messages/ja/identity';
import { keys as keysJa } from './messages/ja/keys';
import { networks as networksJa } from './messages/ja/networks';
import { probe as probeJa } from './messages/ja/probe';
import { proof as proofJa } from './messages/ja/proof';
import { proxy as proxyJa } from './messages/ja/proxy';
import { roll as rollJa } from './messages/ja/roll';
import { run as runJa } from './messages/ja/run';
import { shell as shellJa } from './messages/ja/shell';
import { usage as usageJa } from './messages/ja/usage';
import type { Same } from './same';

const en = {
  audit: auditEn,
  common: commonEn,
  create: createEn,
  drift: driftEn,
  errors: errorsEn,
  fleet: fleetEn,
  identity: identityEn,
  keys: keysEn,
  networks: networksEn,
  probe: probeEn,
  proof: proofEn,
  proxy: proxyEn,
  roll: rollEn,
  run: runEn,
  shell: shellEn,
  usage: usageEn,
};

const ja = {
  audit: auditJa,
  common: commonJa,
  create: createJa,
  drift: driftJa,
  errors: errorsJa,
  fleet: fleetJa,
  identity: identityJa,
  keys: keysJa,
  networks: networksJa,
  probe: probeJa,
  proof: proofJa,
  proxy: proxyJa,
  roll: rollJa,
  run: runJa,
  shell: shellJa,
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
