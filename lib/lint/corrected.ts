import { type PreviewPlace, type PreviewStack, previewProxy } from '../proxies/preview';
import type { ProxyFormValues } from '../proxies/schema';
import { type BesidePart, beside } from './beside';

/** What an empty create form starts from, and what the account offers it. */
export type Basis = { values: ProxyFormValues; place: PreviewPlace };

export type Corrected = {
  stacks: PreviewStack[];
  parts: BesidePart[];
  /** Fields of the form that stand as an example. */
  examples: string[];
};

/**
 * What the create form would launch of what was understood, beside what was pasted: the same code as the form's own
 * preview, so that the link to the form opens with what stands here.
 */
export function correctedTemplate(
  pasted: string,
  params: Record<string, string>,
  { values, place }: Basis,
): Corrected {
  const { stacks, examples } = previewProxy({ ...values, ...params }, place);
  return {
    stacks,
    examples,
    parts: beside(
      pasted,
      stacks.map(({ yaml }) => yaml),
    ),
  };
}
