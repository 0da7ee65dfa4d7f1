import { DoctorPanel } from '@/components/keys/doctor-panel';
import { CompareNow } from '@/components/proxies/drift-actions';
import { KnownProblem } from '@/components/shell/problem';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import { getKeyDiagnoses } from '@/lib/keys/doctor-data';
import { checkDriftAction } from '../../actions';

/** Whether each key opens the proxy, and the way to have it read again. */
export async function Doctor({ name }: { name: string }) {
  const [known, { t }] = await Promise.all([getKeyDiagnoses(name), getI18n()]);
  const words = t('keys');
  return (
    <>
      {known && <KnownProblem known={known} className="mb-4" />}
      {known?.value ? (
        <DoctorPanel diagnoses={known.value} />
      ) : (
        <p className="text-ink-muted text-sm">{words('doctor.unknown')}</p>
      )}
      <div className="mt-2">
        <CompareNow name={name} action={checkDriftAction}>
          {known?.asOf && (
            <>
              {words('doctor.checked')} <Time value={known.asOf} />
            </>
          )}
        </CompareNow>
      </div>
    </>
  );
}
