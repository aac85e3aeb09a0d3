package io.sealpost.ingest.messaging;

import io.sealpost.ingest.domain.Request;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.MessageId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One send-request as it came in.
 *
 * @param id made of the topic's tenant and the request id
 * @param digest over the request's fields; content is not among them
 * @param copy over everything that is told of the request: lane and content, too
 * @param request what is decided
 * @param wire what is carried on
 * @param others further copies of it in the same batch
 */
record RequestInput(
        MessageId id,
        Sha256 digest,
        Sha256 copy,
        Request request,
        SendRequest wire,
        List<RequestInput> others) {

    RequestInput and(RequestInput another) {
        List<RequestInput> more = Stream.concat(others.stream(), Stream.of(another)).toList();
        return new RequestInput(id, digest, copy, request, wire, more);
    }

    /** The copy that was decided, if it is here. */
    Optional<RequestInput> decided(byte[] decidedCopy) {
        return Stream.concat(Stream.of(this), others.stream())
                .filter(one -> Arrays.equals(one.copy().toArray(), decidedCopy))
                .findFirst();
    }
}
