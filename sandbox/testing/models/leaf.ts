import type { NormalizedSchema } from '@smithy/core/schema';
import { type Report, shown } from './report';

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const base64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

/** The value of a leaf that travels as text: in XML, a form, a path, a query or a header. */
export function leafFromText(
  schema: NormalizedSchema,
  text: string,
  path: string,
  report: Report,
): unknown {
  if (schema.isStringSchema()) return text;
  if (schema.isBooleanSchema()) {
    if (text !== 'true' && text !== 'false') report(path, `${shown(text)} is not a boolean`);
    return text === 'true';
  }
  if (isNumber(schema)) {
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
      report(path, `${shown(text)} is not a number`);
    return Number(text);
  }
  if (schema.isTimestampSchema()) {
    if (!dateTime.test(text)) report(path, `${shown(text)} is not a timestamp`);
    return new Date(text);
  }
  if (schema.isBlobSchema()) {
    if (!base64.test(text)) report(path, `${shown(text)} is not base64`);
    return Buffer.from(text, 'base64');
  }
  report(path, 'is a structure, not text');
  return text;
}

/** The value of a leaf in JSON, where timestamps are seconds unless the model says otherwise. */
export function leafFromJson(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
  report: Report,
): unknown {
  if (schema.isDocumentSchema()) return value;
  const wrong = (kind: string) => report(path, `${shown(value)} is not ${kind}`);
  if (schema.isBooleanSchema() && typeof value !== 'boolean') wrong('a boolean');
  if (isNumber(schema) && typeof value !== 'number') wrong('a number');
  if (schema.isStringSchema() && typeof value !== 'string') wrong('a string');
  if (schema.isTimestampSchema()) {
    // 5 is date-time; the default of the JSON protocols is 7, seconds since 1970.
    if (schema.getSchema() === 5) return leafFromText(schema, String(value), path, report);
    if (typeof value !== 'number') wrong('a timestamp in seconds');
    return new Date(Number(value) * 1000);
  }
  if (schema.isBlobSchema()) return leafFromText(schema, String(value), path, report);
  return value;
}

function isNumber(schema: NormalizedSchema): boolean {
  return schema.isNumericSchema() || schema.isBigIntegerSchema() || schema.isBigDecimalSchema();
}
