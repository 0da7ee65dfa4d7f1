import { z } from 'zod';
import { teamSchema } from '@/templates/names';
import { tokenDaysChoices, tokenNameLengthMax, tokenScopes } from './token-choices';

/** The create form: `scopes` and `teams` several times, `allTeams` instead of naming them. */
export function parseNewTokenForm(form: FormData): unknown {
  return {
    name: form.get('name'),
    scopes: form.getAll('scopes'),
    teams: form.has('allTeams') ? null : form.getAll('teams'),
    days: Number(form.get('days')),
  };
}

export const newTokenSchema = z.object({
  name: z
    .string()
    .transform((text) => text.normalize('NFKC').trim())
    .pipe(z.string().min(1).max(tokenNameLengthMax)),
  scopes: z.array(z.enum(tokenScopes)).min(1).max(tokenScopes.length),
  teams: z.array(teamSchema).min(1).max(100).nullable(),
  days: z.literal(tokenDaysChoices),
});
