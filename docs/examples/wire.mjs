// The account file, Kafka clients made from it, and Avro values in Confluent framing.
import { readFileSync } from 'node:fs';
import avro from 'avsc';
import { Kafka, logLevel } from 'kafkajs';

export const account = (file) => JSON.parse(readFileSync(file, 'utf8'));

export function kafka({ kafka: login }) {
  return new Kafka({
    brokers: login.bootstrapServers.split(','),
    ssl: login.securityProtocol === 'SASL_SSL',
    sasl: { mechanism: login.saslMechanism, username: login.username, password: login.password },
    logLevel: logLevel.WARN,
  });
}

/** Encodes with a subject's newest schema; decodes with the schema that a value names. */
export function registry(root) {
  const types = new Map();
  const subjects = new Map();

  async function get(path) {
    const answer = await fetch(root + path);
    if (!answer.ok) throw new Error(`registry: ${path} answered ${answer.status}`);
    return answer.json();
  }

  async function newest(record) {
    if (!subjects.has(record)) {
      const { id, schema } = await get(`/subjects/io.sealpost.schemas.${record}/versions/latest`);
      subjects.set(record, { id, type: avro.Type.forSchema(JSON.parse(schema)) });
    }
    return subjects.get(record);
  }

  return {
    async encode(record, value) {
      const { id, type } = await newest(record);
      const header = Buffer.alloc(5);
      header.writeUInt32BE(id, 1);
      return Buffer.concat([header, type.toBuffer(value)]);
    },
    async decode(bytes) {
      if (bytes[0] !== 0) throw new Error('the value is not framed');
      const id = bytes.readUInt32BE(1);
      if (!types.has(id)) {
        types.set(id, avro.Type.forSchema(JSON.parse((await get(`/schemas/ids/${id}`)).schema)));
      }
      return types.get(id).fromBuffer(bytes.subarray(5));
    },
  };
}
