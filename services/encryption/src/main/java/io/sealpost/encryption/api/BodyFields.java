package io.sealpost.encryption.api;

import io.sealpost.http.Problem;
import io.sealpost.schemas.Prekey;
import io.sealpost.schemas.PrekeyKind;
import jakarta.ws.rs.WebApplicationException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the fields of a request's body into those of a command; a missing field answers 400. */
final class BodyFields {

    private BodyFields() {}

    /** A prekey as a device sends it. */
    record PrekeyBody(
            @Nullable String kind,
            int suite,
            byte @Nullable [] keyId,
            long notAfter,
            byte @Nullable [] publicKey,
            byte @Nullable [] signature) {}

    /** The answer 400 with the code BAD_FORM, to be thrown. */
    static WebApplicationException badForm() {
        return new WebApplicationException(Problem.badForm());
    }

    static <T> T required(@Nullable T field) {
        if (field == null) {
            throw badForm();
        }
        return field;
    }

    static ByteBuffer bytes(byte @Nullable [] field) {
        return ByteBuffer.wrap(required(field));
    }

    /** A list without null elements. */
    static <T> List<T> each(@Nullable List<T> fields) {
        return required(fields).stream().map(BodyFields::required).toList();
    }

    static List<Prekey> prekeys(@Nullable List<PrekeyBody> bodies) {
        return each(bodies).stream().map(BodyFields::prekey).toList();
    }

    private static Prekey prekey(PrekeyBody body) {
        return Prekey.newBuilder()
                .setKind(kind(required(body.kind())))
                .setSuite(body.suite())
                .setKeyId(bytes(body.keyId()))
                .setNotAfter(Instant.ofEpochMilli(body.notAfter()))
                .setPublicKey(bytes(body.publicKey()))
                .setSignature(bytes(body.signature()))
                .build();
    }

    private static PrekeyKind kind(String name) {
        try {
            return PrekeyKind.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw badForm();
        }
    }
}
