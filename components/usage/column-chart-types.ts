/** One of the five colours that are told apart on every ground and with every kind of colour blindness. */
export type ChartColour = 1 | 2 | 3 | 4 | 5;

export type ChartSeries = {
  id: string;
  name: string;
  colour: ChartColour;
  /** By column; null where it is not known. */
  values: readonly (number | null)[];
};

export type ColumnChartProps = {
  /** What it shows, in a few words. */
  label: string;
  /** One for each, such as its UTC day. */
  columns: readonly string[];
  /** Stacked from the floor upwards. */
  series: readonly ChartSeries[];
  /** Another time, drawn as a line over the columns. */
  compared?: { name: string; values: readonly (number | null)[] } | null;
  /** One column's limit; null for none. */
  limit?: number | null;
  /** Columns of which more may come. */
  partial?: readonly boolean[];
  /** What happened in a column, in words. */
  marks?: Readonly<Record<string, string>>;
};

/** For the marks of a legend. */
export const swatches: Record<ChartColour, string> = {
  1: 'bg-chart-1',
  2: 'bg-chart-2',
  3: 'bg-chart-3',
  4: 'bg-chart-4',
  5: 'bg-chart-5',
};

/** For what is drawn. */
export const fills: Record<ChartColour, string> = {
  1: 'fill-chart-1',
  2: 'fill-chart-2',
  3: 'fill-chart-3',
  4: 'fill-chart-4',
  5: 'fill-chart-5',
};
