#!/usr/bin/python3
"""Prints a business's delivery events from the start of their topic, each once.

Usage: events.py ACCOUNT_FILE
"""
import sys

from sealpost import Account, Registry, uuid

me = Account.load(sys.argv[1])
registry = Registry(me.registry)
seen = set()  # a real consumer keeps the ids in its own store, with what it did of the event
for record in me.consumer_from_start(f"delivery-events.{me.business}"):
    event = registry.decode(record.value)
    if event["event_id"] in seen:
        continue
    seen.add(event["event_id"])
    print(uuid(event["message_id"]), event["kind"], event["reason"], "ended" if event["terminal"] else "")
