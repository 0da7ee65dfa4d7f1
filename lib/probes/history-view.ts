import { oneOf, type Query, type SearchParams } from '../query';

/** How far back, in seconds. The last is as far as results are kept. */
export const spans = { '1h': 3_600, '24h': 86_400, '7d': 604_800, '30d': 2_592_000 } as const;

/** What of a probe is measured: all of it, or one phase. */
export const measures = ['total', 'dns', 'tcp', 'tls', 'send', 'wait', 'transfer'] as const;

export const quantiles = { p50: 0.5, p75: 0.75, p95: 0.95, p99: 0.99 } as const;

export const whose = ['all', 'schedule', 'people'] as const;

export type Span = keyof typeof spans;
export type Measure = (typeof measures)[number];
export type Quantile = keyof typeof quantiles;
export type Whose = (typeof whose)[number];

/** What the URL says of a proxy's probes: the sentence, and the run that is open. */
export type ProbeView = {
  quantile: Quantile;
  measure: Measure;
  span: Span;
  whose: Whose;
  run: string | null;
};

export const defaultView: ProbeView = {
  quantile: 'p95',
  measure: 'total',
  span: '24h',
  whose: 'all',
  run: null,
};

/** Whatever a URL says, a view comes of it: what is no choice is as if it were not there. */
export function parseProbeView(params: SearchParams): ProbeView {
  const run = oneOf(params, 'run');
  return {
    quantile: chosen(params, 'quantile', Object.keys(quantiles) as Quantile[]) ?? 'p95',
    measure: chosen(params, 'measure', measures) ?? 'total',
    span: chosen(params, 'span', Object.keys(spans) as Span[]) ?? '24h',
    whose: chosen(params, 'by', whose) ?? 'all',
    run: run !== null && /^probe_[\w-]{1,60}$/.test(run) ? run : null,
  };
}

/** The view as a query; what is the default is left out. */
export function probeQuery({ quantile, measure, span, whose: by, run }: ProbeView): Query {
  return {
    quantile: quantile === defaultView.quantile ? null : quantile,
    measure: measure === defaultView.measure ? null : measure,
    span: span === defaultView.span ? null : span,
    by: by === defaultView.whose ? null : by,
    run,
  };
}

function chosen<T extends string>(
  params: SearchParams,
  name: string,
  choices: readonly T[],
): T | null {
  const value = oneOf(params, name);
  return choices.find((choice) => choice === value) ?? null;
}
