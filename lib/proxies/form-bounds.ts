import { descriptionLengthMax } from '@/templates/names';
import { burstMax, quotaLimitMax, ratePerSecondMax } from '@/templates/proxy/spec';
import { upstreamPresets } from '@/templates/proxy/upstream';
import { upstreamUrlLengthMax } from '@/templates/upstream-host';

/** The schema's bounds that the form's messages name; a value, so that the form need not load the schema. */
export const formBounds = {
  urlMax: upstreamUrlLengthMax,
  descriptionMax: descriptionLengthMax,
  quotaMax: quotaLimitMax,
  rateMax: ratePerSecondMax,
  burstMax,
  timeoutMax: {
    plain: upstreamPresets.plain.timeoutMs / 1000,
    llm: upstreamPresets.llm.timeoutMs / 1000,
  },
};
