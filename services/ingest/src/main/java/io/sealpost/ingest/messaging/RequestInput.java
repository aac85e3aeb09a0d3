package io.sealpost.ingest.messaging;

import io.sealpost.ingest.domain.Request;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.MessageId;

/**
 * One record of a send-requests topic.
 *
 * @param id made of the topic's tenant and the request id
 * @param digest over the request's fields; content is not among them
 * @param copy over everything that is told of the request: lane and content, too
 * @param request what is decided
 * @param wire what is carried on
 */
record RequestInput(MessageId id, Sha256 digest, Sha256 copy, Request request, SendRequest wire) {}
