"""The account file, Kafka clients made from it, Avro values in Confluent framing, and ids."""
import hashlib
import io
import json
import os
import time
import urllib.request
import warnings

import avro.errors
import avro.io
import avro.schema
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

# A uuid is fixed(16) in these schemas: its value stays 16 bytes.
warnings.filterwarnings("ignore", category=avro.errors.IgnoredLogicalType)


class Account:
    @staticmethod
    def load(file):
        with open(file, encoding="utf-8") as text:
            return Account(json.load(text))

    def __init__(self, fields):
        login = fields["kafka"]
        self.business = fields["business"]
        self.registry = fields["registry"]
        self.connection = {
            "bootstrap_servers": login["bootstrapServers"].split(","),
            "security_protocol": login["securityProtocol"],
            "sasl_mechanism": login["saslMechanism"],
            "sasl_plain_username": login["username"],
            "sasl_plain_password": login["password"],
            "api_version": (2, 6, 0),
        }

    def producer(self):
        """Its default partitioner is murmur2 over the key."""
        return KafkaProducer(acks="all", retries=10, max_in_flight_requests_per_connection=1, **self.connection)

    def consumer_from_start(self, *topics):
        consumer = self._consumer(topics)
        consumer.seek_to_beginning()
        return consumer

    def consumer_from_now(self, *topics):
        """The positions are taken before this returns."""
        consumer = self._consumer(topics)
        consumer.seek_to_end()
        for partition in consumer.assignment():
            consumer.position(partition)
        return consumer

    def _consumer(self, topics):
        """Without a group: it commits nothing, and its loop ends 5 s after the last record."""
        consumer = KafkaConsumer(
            group_id=None, enable_auto_commit=False, consumer_timeout_ms=5_000, **self.connection
        )
        consumer.assign(
            [TopicPartition(topic, number) for topic in topics for number in consumer.partitions_for_topic(topic)]
        )
        return consumer


class Registry:
    """Encodes with a subject's newest schema; decodes with the schema that a value names."""

    def __init__(self, root):
        self.root = root
        self.newest = {}
        self.by_id = {}

    def encode(self, record, value):
        if record not in self.newest:
            answer = self._get(f"/subjects/io.sealpost.schemas.{record}/versions/latest")
            self.newest[record] = answer["id"], avro.schema.parse(answer["schema"])
        number, schema = self.newest[record]
        out = io.BytesIO()
        avro.io.DatumWriter(schema).write(value, avro.io.BinaryEncoder(out))
        return b"\0" + number.to_bytes(4, "big") + out.getvalue()

    def decode(self, value):
        if value[0] != 0:
            raise ValueError("the value is not framed")
        number = int.from_bytes(value[1:5], "big")
        if number not in self.by_id:
            self.by_id[number] = avro.schema.parse(self._get(f"/schemas/ids/{number}")["schema"])
        return avro.io.DatumReader(self.by_id[number]).read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))

    def _get(self, path):
        with urllib.request.urlopen(self.root + path, timeout=5) as answer:
            return json.load(answer)


def new_request_id():
    """A new UUIDv7: 48 bits of time in milliseconds, then random bits."""
    random = os.urandom(10)
    return (
        int(time.time() * 1000).to_bytes(6, "big")
        + bytes([0x70 | random[0] & 0x0F, random[1], 0x80 | random[2] & 0x3F])
        + random[3:]
    )


def message_id(business, request_id):
    """The id of a message, from its tenant and the 16 bytes of its request id."""
    name = business.encode()
    digest = hashlib.sha256(
        b"sealpost/message-id/v1" + len(name).to_bytes(2, "big") + name + request_id
    ).digest()
    made = bytearray(request_id[:6] + digest[:10])
    made[6] = 0x80 | made[6] & 0x0F
    made[8] = 0x80 | made[8] & 0x3F
    return bytes(made)


def uuid(value):
    text = value.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
