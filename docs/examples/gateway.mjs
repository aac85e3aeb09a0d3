// GATEWAY content: a session sealed once to a gateway epoch, then AES-256-GCM for each message.
import { createCipheriv, randomBytes } from 'node:crypto';
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { lp, sentAt, sha256, u64 } from './ids.mjs';

const SUITE = 1;
const MAX_SESSION_MS = 10 * 60_000;

/** The epoch to seal to: of those that still may be, the one that may be longest. */
export function currentEpoch(epochs, now = Date.now()) {
  return epochs
    .filter((epoch) => epoch.suite === SUITE && now < epoch.seal_until)
    .sort((a, b) => b.seal_until - a.seal_until)[0];
}

/** One session: use it for at most ten minutes and 2^20 messages, then begin another. */
export async function beginSession(business, epoch, now = Date.now()) {
  const hpke = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  const info = Buffer.concat([
    Buffer.from('sealpost/gateway-session/v1'),
    lp([SUITE]),
    lp(business),
    lp(epoch.id),
  ]);
  const recipientPublicKey = await hpke.kem.deserializePublicKey(Uint8Array.from(epoch.public_key));
  const sender = await hpke.createSenderContext({ recipientPublicKey, info: Uint8Array.from(info) });
  const key = randomBytes(32);
  const sealed = await sender.seal(Uint8Array.from(key));
  const envelope = Buffer.concat([Buffer.from(sender.enc), Buffer.from(sealed)]);
  return {
    business,
    epoch: epoch.id,
    key,
    envelope,
    id: sha256(envelope),
    until: Math.min(now + MAX_SESSION_MS, epoch.seal_until),
  };
}

/** The `gateway` field of a send-request. */
export function sealContent(session, request, content) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', session.key, nonce);
  cipher.setAAD(associatedData(session, request));
  const ciphertext = Buffer.concat([cipher.update(pad(content)), cipher.final(), cipher.getAuthTag()]);
  return {
    suite: SUITE,
    epoch: session.epoch,
    session_envelope: session.envelope,
    nonce,
    ciphertext,
    producer_signature: null,
  };
}

function associatedData(session, request) {
  return Buffer.concat([
    Buffer.from('sealpost/gateway/v1'),
    lp([SUITE]),
    lp(session.business),
    lp(request.request_id),
    lp(request.recipient),
    lp(session.id),
    lp(request.purpose),
    lp(request.category),
    lp(request.template_id),
    lp(u64(request.template_version)),
    lp(request.content_type),
    lp(u64(sentAt(request.request_id))),
    lp(u64(request.expires_at)),
  ]);
}

/** u32-BE length, content, zeros, to 256, 512, 1,024, 2,048, 4,096 bytes, then multiples of 4,096. */
function pad(content) {
  const needed = content.length + 4;
  let size = 256;
  while (size < needed) size += size < 4096 ? size : 4096;
  const padded = Buffer.alloc(size);
  padded.writeUInt32BE(content.length);
  content.copy(padded, 4);
  return padded;
}
