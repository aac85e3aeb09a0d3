#!/usr/bin/python3
"""Prints the dead letters of one machine's platform: which record could not be processed, where and why.

Usage: dead_letters.py STATE_FOLDER    (such as .sealpost)
"""
import sys
from pathlib import Path

from sealpost import Account, Registry

SERVICES = ("ingest", "consent", "encryption", "delivery", "retention-audit")

state = Path(sys.argv[1])


def read(file):
    return (state / file).read_text(encoding="utf-8").strip()


operator = Account(
    {
        "business": "operator",
        "registry": f"http://127.0.0.1:{read('registry/registry.port')}/apis/ccompat/v7",
        "kafka": {
            "bootstrapServers": f"127.0.0.1:{read('kafka/client.port')}",
            "securityProtocol": "SASL_PLAINTEXT",
            "saslMechanism": "SCRAM-SHA-512",
            "username": "operator",
            "password": read("users/operator.password"),
        },
    }
)
registry = Registry(operator.registry)
for record in operator.consumer_from_start(*(f"dead-letters.{service}" for service in SERVICES)):
    letter = registry.decode(record.value)
    print(letter["record_time"].isoformat(), letter["service"], record.key.decode(), letter["reason"], letter["length"], "bytes")
