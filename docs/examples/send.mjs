// Sends one message in GATEWAY mode with a stock Kafka client, and follows it to its end.
// Usage: node send.mjs ACCOUNT_FILE RECIPIENT PURPOSE TEXT
import { Partitioners } from 'kafkajs';
import { beginSession, currentEpoch, sealContent } from './gateway.mjs';
import { messageId, newRequestId, sentAt, uuid } from './ids.mjs';
import { readAll, readFrom } from './topics.mjs';
import { account, kafka, registry } from './wire.mjs';

const [file, recipient, purpose, text] = process.argv.slice(2);
const me = account(file);
const schemas = registry(me.registry);
const client = kafka(me);
const admin = client.admin();
await admin.connect();

const epochEnds = await admin.fetchTopicOffsets('gateway-epochs');
const epochs = await readAll(client, me.business, 'gateway-epochs', epochEnds, schemas.decode);
const epoch = currentEpoch([...epochs.values()]);
if (!epoch) throw new Error('no gateway epoch can be sealed to: is everything up?');
const session = await beginSession(me.business, epoch);

const request_id = newRequestId(); // a retry keeps it: same id, same message
const request = {
  request_id,
  business: me.business,
  recipient,
  mode: 'GATEWAY',
  purpose,
  category: 'UTILITY',
  channel: 'SEALPOST',
  template_id: null,
  template_version: null,
  content_type: 'text/plain; charset=utf-8',
  not_before: null,
  expires_at: sentAt(request_id) + 24 * 3_600_000,
  supersedes: null,
  identity_key_hash: null,
  gateway: null,
  envelopes: [],
};
request.gateway = sealContent(session, request, Buffer.from(text));
const message = messageId(me.business, request_id);

// The positions are taken before the message is sent, so none of its events is missed.
const topic = `delivery-events.${me.business}`;
const now = (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => ({ partition, offset: high }));
const seen = new Set();
let finish;
const ended = new Promise((resolve) => (finish = resolve));
const events = await readFrom(client, me.business, topic, now, async (_, record) => {
  const event = await schemas.decode(record.value);
  const id = uuid(event.event_id);
  if (!event.message_id.equals(message) || seen.has(id)) return; // a repeat has the id of the first
  seen.add(id);
  console.log(new Date(event.at).toISOString(), event.kind, event.reason);
  if (event.terminal) finish(event.kind);
});

const producer = client.producer({
  idempotent: true,
  maxInFlightRequests: 1,
  createPartitioner: Partitioners.DefaultPartitioner, // murmur2, as Java's client
});
await producer.connect();
await producer.send({
  topic: `send-requests.${me.business}`,
  acks: -1,
  messages: [{ key: recipient, value: await schemas.encode('SendRequest', request) }],
});
console.log('sent', uuid(message));

const timeout = new Promise((resolve) => setTimeout(resolve, 20_000, 'not ended yet').unref());
console.log(await Promise.race([ended, timeout]));
await Promise.all([producer, events, admin].map((each) => each.disconnect()));
