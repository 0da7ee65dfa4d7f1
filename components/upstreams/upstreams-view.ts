import { oneOf, type SearchParams } from '@/lib/query';
import {
  type DataClass,
  dataClasses,
  type Upstream,
  type UpstreamState,
  upstreamStates,
} from '@/lib/upstreams/types';
import { isOverdue } from '@/lib/upstreams/usage';

/** What the URL of the register says. */
export type UpstreamsView = {
  state: UpstreamState | null;
  dataClass: DataClass | null;
  isOverdue: boolean;
};

export function parseUpstreamsView(params: SearchParams): UpstreamsView {
  return {
    state: upstreamStates.find((state) => state === oneOf(params, 'state')) ?? null,
    dataClass: dataClasses.find((each) => each === oneOf(params, 'class')) ?? null,
    isOverdue: oneOf(params, 'overdue') === '1',
  };
}

export function isUpstreamsFiltered(view: UpstreamsView): boolean {
  return view.state !== null || view.dataClass !== null || view.isOverdue;
}

/** What waits for somebody stands first, the rest by host. */
export function shownUpstreams(
  upstreams: readonly Upstream[],
  view: UpstreamsView,
  today: string,
): Upstream[] {
  const urgency = (it: Upstream) => (it.state === 'proposed' ? 0 : isOverdue(it, today) ? 1 : 2);
  return upstreams
    .filter(
      (it) =>
        (view.state === null || it.state === view.state) &&
        (view.dataClass === null || it.dataClass === view.dataClass) &&
        (!view.isOverdue || isOverdue(it, today)),
    )
    .sort((a, b) => urgency(a) - urgency(b));
}
