package io.sealpost.ingest.domain;

import io.sealpost.seal.id.RequestFields;

/** One send-request, its forms unchecked. */
public record Request(Arrival arrival, RequestFields fields, ContentShape content) {}
