import 'server-only';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '../db/database';
import { settings } from '../db/schema';
import { sealText, unsealText } from '../identity/sealing';
import { type PublicKey, publicKeySchema } from './jws';

const settingKey = 'passport-key';
const purpose = 'sluice passport key';

/** What this installation signs passports with: one key for all replicas, made at first use, and kept sealed. */
export async function passportKey(): Promise<{ privateKey: KeyObject; publicKey: PublicKey }> {
  const pem = await unsealText(purpose, (await storedKey()) ?? (await makeKey()));
  const privateKey = createPrivateKey(pem);
  const publicKey = publicKeySchema.parse(createPublicKey(privateKey).export({ format: 'jwk' }));
  return { privateKey, publicKey };
}

async function storedKey(): Promise<string | null> {
  const [row] = await (await db()).select().from(settings).where(eq(settings.key, settingKey));
  return row ? z.string().parse(row.value) : null;
}

/** Of several that begin at the same time one key stands. */
async function makeKey(): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const value = await sealText(purpose, pem);
  await (await db()).insert(settings).values({ key: settingKey, value }).onConflictDoNothing();
  return (await storedKey()) ?? value;
}
