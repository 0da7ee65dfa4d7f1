/** One minute of one metric. `values` maps a value to how often it was seen, for percentiles. */
export type Datum = {
  sum: number;
  count: number;
  min: number;
  max: number;
  values: Record<string, number>;
};

export type Series = {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
  /** Keyed by the start of the minute, milliseconds since 1970. */
  minutes: Record<string, Datum>;
};

const minuteMs = 60_000;

/** CloudWatch metrics, one-minute resolution. */
export class CloudWatchStore {
  readonly series = new Map<string, Series>();

  /** Records `count` observations of `value` in the minute of `at`. */
  record(
    metric: { namespace: string; name: string; dimensions: Record<string, string> },
    at: number,
    value: number,
    count = 1,
  ): void {
    const key = seriesKey(metric);
    let series = this.series.get(key);
    if (!series) {
      series = { ...metric, minutes: {} };
      this.series.set(key, series);
    }
    const minute = String(Math.floor(at / minuteMs) * minuteMs);
    const datum = series.minutes[minute] ?? {
      sum: 0,
      count: 0,
      min: value,
      max: value,
      values: {},
    };
    datum.sum += value * count;
    datum.count += count;
    datum.min = Math.min(datum.min, value);
    datum.max = Math.max(datum.max, value);
    datum.values[value] = (datum.values[value] ?? 0) + count;
    series.minutes[minute] = datum;
  }

  toJSON(): object {
    return { series: [...this.series] };
  }

  fromJSON(json: unknown): void {
    const saved = json as Partial<{ series: [string, Series][] }>;
    this.series.clear();
    for (const [key, series] of saved.series ?? []) this.series.set(key, series);
  }
}

/** One series per namespace, name and exact set of dimensions, as in CloudWatch. */
export function seriesKey(metric: {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
}): string {
  const dimensions = Object.entries(metric.dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([metric.namespace, metric.name, dimensions]);
}
