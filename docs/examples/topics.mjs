// Reading a topic from a known position, in a group whose name begins with the business.
import { randomUUID } from 'node:crypto';

/**
 * Calls `each` with every record from these offsets on (a list of { partition, offset }).
 * Commits nothing. Returns the consumer, to be disconnected by the caller.
 */
export async function readFrom(client, business, topic, offsets, each) {
  const consumer = client.consumer({ groupId: `${business}.example-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic });
  consumer.on(consumer.events.CRASH, ({ payload }) => console.error(payload.error.message));
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ partition, message }) => each(partition, message),
  });
  offsets.forEach(({ partition, offset }) => consumer.seek({ topic, partition, offset }));
  return consumer;
}

/** The newest value of each key of a compacted topic, as it is now. */
export async function readAll(client, business, topic, ends, decode) {
  const newest = new Map();
  const waiting = new Map(ends.filter((p) => p.low !== p.high).map((p) => [p.partition, p.high]));
  const starts = ends.map(({ partition, low }) => ({ partition, offset: low }));
  if (waiting.size === 0) return newest;
  let done;
  const read = new Promise((resolve) => (done = resolve));
  const consumer = await readFrom(client, business, topic, starts, async (partition, record) => {
    const key = record.key.toString();
    if (record.value === null) newest.delete(key);
    else newest.set(key, await decode(record.value));
    if (BigInt(record.offset) + 1n >= BigInt(waiting.get(partition) ?? 0)) waiting.delete(partition);
    if (waiting.size === 0) done();
  });
  await read;
  await consumer.disconnect();
  return newest;
}
