// Ids and canonical bytes, as libs/seal computes them.
import { createHash, randomBytes } from 'node:crypto';

/** u16-BE length, then the bytes; an absent field is length 0. */
export function lp(field) {
  const bytes = field == null ? Buffer.alloc(0) : Buffer.from(field);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A time in milliseconds, or a number, as 8 bytes; null stays null. */
export function u64(value) {
  if (value == null) return null;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

/** A new UUIDv7 as 16 bytes: 48 bits of time, then random bits. */
export function newRequestId(now = Date.now()) {
  const id = randomBytes(16);
  id.writeUIntBE(now, 0, 6);
  id[6] = 0x70 | (id[6] & 0x0f);
  id[8] = 0x80 | (id[8] & 0x3f);
  return id;
}

/** The time in a request id, in milliseconds: the message's sent-at. */
export const sentAt = (requestId) => requestId.readUIntBE(0, 6);

/** The message id of a request: a UUIDv8 with the request id's time and the first bytes of a hash. */
export function messageId(business, requestId) {
  const input = Buffer.concat([Buffer.from('sealpost/message-id/v1'), lp(business), requestId]);
  const id = Buffer.concat([requestId.subarray(0, 6), sha256(input).subarray(0, 10)]);
  id[6] = 0x80 | (id[6] & 0x0f);
  id[8] = 0x80 | (id[8] & 0x3f);
  return id;
}

export const uuid = (bytes) =>
  bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
