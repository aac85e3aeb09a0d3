package io.sealpost.ingest.messaging;

import io.sealpost.ingest.domain.Request;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.MessageId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One send-request as it arrived.
 *
 * @param id from the topic's tenant and the request id
 * @param digest over the request's fields, without its content
 * @param request what is decided
 * @param wire what is passed on
 * @param others further copies of it in the same batch
 */
record RequestInput(
        MessageId id, Sha256 digest, Request request, SendRequest wire, List<RequestInput> others) {

    RequestInput and(RequestInput another) {
        List<RequestInput> more = Stream.concat(others.stream(), Stream.of(another)).toList();
        return new RequestInput(id, digest, request, wire, more);
    }

    /** The copy that was decided, if it is in this batch. */
    Optional<RequestInput> copy(Sha256 decided) {
        return Stream.concat(Stream.of(this), others.stream())
                .filter(one -> one.request().copy().equals(decided))
                .findFirst();
    }
}
