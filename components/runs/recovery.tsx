'use client';

import { type FormEvent, useState } from 'react';
import { Choice } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';
import type { Recovery, StuckResource } from '@/lib/recovery/types';
import { type RecoverAction, RecoverDialog } from './recover-dialog';
import { ResourceHint, ResourceName } from './resource-name';

export type RecoveryActionSet = Record<
  'continueRollback' | 'deleteRetaining' | 'forceDelete',
  RecoverAction
>;

type Props = {
  recovery: Recovery;
  actions: RecoveryActionSet;
  /** Made by the page: a second press asks for the same run. */
  idempotencyKey: string;
};

/**
 * The ways out of a stack that got stuck, as buttons: only those that AWS would accept of it as it stands, and that
 * this person may ask for. Each says in a dialog what will happen. Nothing where there are none.
 */
export function RecoveryActions(props: Props) {
  const { verbs, resources } = props.recovery;
  const isChoice = resources === null || resources.length > 0;
  return (
    <>
      {verbs.includes('continue_rollback') && <Continue {...props} />}
      {verbs.includes('delete_retaining') && isChoice && <Retain {...props} />}
      {verbs.includes('force_delete') && <Force {...props} />}
    </>
  );
}

function fieldsOf({ recovery, idempotencyKey }: Props): Record<string, string> {
  return { ...recovery.subject, idempotencyKey };
}

function Continue(props: Props) {
  const t = useTranslations('recovery.continue');
  return (
    <RecoverDialog
      label={t('button')}
      variant="primary"
      title={t('title', { stack: props.recovery.stackName })}
      fields={fieldsOf(props)}
      action={props.actions.continueRollback}
      words={{ submit: t('submit') }}
      submitVariant="primary"
    >
      <p>{t('text')}</p>
      <Resources resources={props.recovery.resources} legend={t('legend')} isChosen={false} />
    </RecoverDialog>
  );
}

function Retain(props: Props) {
  const t = useTranslations('recovery.retain');
  const [isEmpty, setIsEmpty] = useState(false);
  function check(event: FormEvent<HTMLFormElement>) {
    const isNoneTicked = !new FormData(event.currentTarget).has('resource');
    setIsEmpty(isNoneTicked);
    if (isNoneTicked) event.preventDefault();
  }
  return (
    <RecoverDialog
      label={t('button')}
      title={t('title', { stack: props.recovery.stackName })}
      fields={fieldsOf(props)}
      action={props.actions.deleteRetaining}
      words={{ submit: t('submit') }}
      onSubmit={check}
    >
      <p>{t('text')}</p>
      <Resources resources={props.recovery.resources} legend={t('legend')} isChosen />
      {isEmpty && (
        <p role="alert" className="text-danger">
          {t('needed')}
        </p>
      )}
    </RecoverDialog>
  );
}

function Force(props: Props) {
  const t = useTranslations('recovery.force');
  const { resources } = props.recovery;
  return (
    <RecoverDialog
      label={t('button')}
      title={t('title', { stack: props.recovery.stackName })}
      fields={fieldsOf(props)}
      action={props.actions.forceDelete}
      words={{ submit: t('submit') }}
    >
      <p>{t('text')}</p>
      {resources && resources.length > 0 && (
        <div>
          <p className="font-medium">{t('left')}</p>
          <ul className="max-h-60 list-disc overflow-y-auto pl-5 marker:text-ink-faint">
            {resources.map((resource) => (
              <li key={resource.logicalId} className="py-0.5">
                <ResourceName resource={resource} />
                <span className="block text-ink-muted text-xs">
                  <ResourceHint resource={resource} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </RecoverDialog>
  );
}

/** Checkboxes named `resource`, one for each; what is ticked is what is sent. */
function Resources({
  resources,
  legend,
  isChosen,
}: {
  resources: readonly StuckResource[] | null;
  legend: string;
  isChosen: boolean;
}) {
  const t = useTranslations('recovery.resources');
  if (resources === null) return <p className="text-ink-muted">{t('unread')}</p>;
  if (resources.length === 0) return null;
  return (
    <fieldset className="flex max-h-72 flex-col overflow-y-auto">
      <legend className="mb-1 font-medium">{legend}</legend>
      {resources.map((resource) => (
        <Choice
          key={resource.logicalId}
          type="checkbox"
          name="resource"
          value={resource.logicalId}
          defaultChecked={isChosen}
          label={<ResourceName resource={resource} />}
          hint={<ResourceHint resource={resource} />}
        />
      ))}
    </fieldset>
  );
}
