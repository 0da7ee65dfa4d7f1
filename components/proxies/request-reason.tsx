'use client';

import { ReasonField } from '@/components/governance/approval-reason';
import { useErrorsOf, useFormScope } from './form-scope';

/** Why somebody should let through what the guardrails do not. What is not said is asked for before it is sent. */
export function RequestReason() {
  const { values, change } = useFormScope();
  const errors = useErrorsOf();
  return (
    <ReasonField
      errors={errors('requestReason')}
      fieldClassName="mb-4"
      value={values.requestReason}
      onChange={(event) => change({ requestReason: event.target.value })}
    />
  );
}
