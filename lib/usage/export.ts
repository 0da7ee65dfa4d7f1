import 'server-only';
import { recordAudit } from '../audit/mutations';
import { csvOf } from '../csv';
import { db } from '../db/database';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { getProxy } from '../proxies/data';
import type { SearchParams } from '../query';
import { oneOf } from '../query';
import { getFleetUsage } from './fleet-data';
import { fleetUsageQuery, parseFleetUsageView } from './fleet-view';
import { getDayHistory, getHourHistory } from './history-data';
import {
  cellsOf,
  dayColumns,
  dayLines,
  type ExportFormat,
  exportFormats,
  exportKinds,
  hourColumns,
  hourLines,
} from './history-export';
import { historyQuery, parseHistoryView } from './history-view';

/** A file as it is handed out. */
export type UsageFile = { name: string; type: string; body: string };

type Lines = Record<string, string | number | boolean | null>[];
type Content = { columns: readonly string[]; lines: Lines; facts: Record<string, unknown> };

/**
 * One proxy's use as a file, by the same URL parameters as its page and `format` (csv or json) and `data` (days or
 * hours). Leaves an audit row. Throws `denied`, `not_found`, and `unavailable` where nothing is known.
 */
export async function exportProxyUsage(
  actor: Actor,
  name: string,
  params: SearchParams,
): Promise<UsageFile> {
  authorize(actor, 'fleet.read');
  const proxy = (await getProxy(name))?.value;
  if (!proxy) throw new AppError('not_found', `there is no proxy ${name}`);
  authorize(actor, 'fleet.read', proxy);
  const view = parseHistoryView(params);
  const { name: proxyName, team, environment } = proxy;
  const whose = { proxy: proxyName, team, environment };
  const data = exportKinds.find((kind) => kind === oneOf(params, 'data')) ?? 'days';
  let content: Content;
  if (data === 'days') {
    const history = knownOf(await getDayHistory(proxy, view));
    content = { columns: dayColumns, lines: dayLines(whose, history.keys), facts: {} };
  } else {
    const history = knownOf(await getHourHistory(proxy, view));
    const { from, to } = history.known;
    content = {
      columns: hourColumns,
      lines: hourLines(whose, history),
      facts: { known_from: from.toISOString(), known_to: to.toISOString() },
    };
  }
  return fileOf(actor, {
    ...content,
    object: name,
    team,
    data,
    format: formatOf(params),
    query: historyQuery(view),
  });
}

/** The fleet's use by UTC day and key as a file, by the same URL parameters as its page and `format`. */
export async function exportFleetUsage(actor: Actor, params: SearchParams): Promise<UsageFile> {
  authorize(actor, 'fleet.read');
  const view = parseFleetUsageView(params);
  const { perProxy } = knownOf(await getFleetUsage(view));
  const lines = perProxy.flatMap(({ proxy: { name: proxy, team, environment }, keys }) =>
    dayLines({ proxy, team, environment }, keys),
  );
  const query = fleetUsageQuery(view);
  const content = { columns: dayColumns, lines, facts: {}, data: 'days', query };
  return fileOf(actor, { ...content, object: null, team: null, format: formatOf(params) });
}

const formatOf = (params: SearchParams) =>
  exportFormats.find((format) => format === oneOf(params, 'format')) ?? 'csv';

async function fileOf(
  actor: Actor,
  file: Content & {
    object: string | null;
    team: string | null;
    data: string;
    format: ExportFormat;
    query: Record<string, unknown>;
  },
): Promise<UsageFile> {
  const { columns, lines, facts, object, team, data, format, query } = file;
  const chosen = Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== null && String(value) !== ''),
  );
  const detail = { data, format, lines: lines.length, ...chosen };
  await recordAudit(await db(), { actor, action: 'usage.export', object, team, detail });
  const name = [object ?? 'fleet', 'usage', data, new Date().toISOString().slice(0, 10)].join('-');
  if (format === 'csv') {
    const body = csvOf(columns, cellsOf(columns, lines));
    return { name: `${name}.csv`, type: 'text/csv; charset=utf-8', body };
  }
  const body = JSON.stringify({ made_at: new Date().toISOString(), ...facts, lines }, null, 1);
  return { name: `${name}.json`, type: 'application/json; charset=utf-8', body };
}

function knownOf<T>(known: { value: T | null }): T {
  if (known.value === null) throw new AppError('unavailable', 'nothing is known of it yet');
  return known.value;
}
