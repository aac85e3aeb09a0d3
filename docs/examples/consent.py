#!/usr/bin/python3
"""Grants or withdraws one consent with a stock Kafka client, and prints what the ledger answers.

Usage: consent.py ACCOUNT_FILE grant|withdraw RECIPIENT PURPOSE [WORDING]

Needs python3-kafka and python3-avro of Debian 12 or later (apt-get install python3-kafka python3-avro).
"""
import datetime
import hashlib
import sys

from sealpost import Account, Registry, new_request_id, uuid

file, action, recipient, purpose = sys.argv[1:5]
me = Account.load(file)
registry = Registry(me.registry)
request_id = new_request_id()
command = {
    "request_id": request_id,
    "business": me.business,
    "kind": action.upper(),
    "grant": None,
    "withdraw": None,
    "block": None,
}
if action == "grant":
    command["grant"] = {
        "recipient": recipient,
        "purpose": purpose,
        "channel": "SEALPOST",
        "evidence": {
            "method": "WEB_FORM",
            "collected_at": datetime.datetime.now(datetime.timezone.utc),
            "wording_sha256": hashlib.sha256(sys.argv[5].encode()).digest(),
            "reference": None,
        },
        "valid_until": None,
    }
else:
    command["withdraw"] = {"recipient": recipient, "purpose": purpose, "channel": None}

events = me.consumer_from_now(f"consent-events.{me.business}")
producer = me.producer()
producer.send(
    f"consent-commands.{me.business}",
    key=recipient.encode(),
    value=registry.encode("ConsentCommand", command),
).get(timeout=30)  # raises where the broker did not acknowledge

for record in events:  # ends 5 s after the last record
    event = registry.decode(record.value)
    if event["request_id"] == request_id:
        print(event["kind"], event["purpose"], "version", event["version"], event["reason"], uuid(event["event_id"]))
        break
else:
    sys.exit("no answer in time")
