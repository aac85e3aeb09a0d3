package io.sealpost.encryption.api;

import io.sealpost.schemas.Prekey;
import io.sealpost.schemas.PrekeyKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of bodies on their way into a command: what is missing is a bad form. */
final class Form {

    private Form() {}

    /** A prekey as a device sends it. */
    record PrekeyBody(
            @Nullable String kind,
            int suite,
            byte @Nullable [] keyId,
            long notAfter,
            byte @Nullable [] publicKey,
            byte @Nullable [] signature) {}

    static <T> T need(@Nullable T field) {
        if (field == null) {
            throw new Bad();
        }
        return field;
    }

    static ByteBuffer bytes(byte @Nullable [] field) {
        if (field == null) {
            throw new Bad();
        }
        return ByteBuffer.wrap(field);
    }

    /** A list without gaps. */
    static <T> List<T> each(@Nullable List<T> fields) {
        return need(fields).stream().map(Form::need).toList();
    }

    static List<Prekey> prekeys(@Nullable List<PrekeyBody> bodies) {
        return each(bodies).stream().map(Form::prekey).toList();
    }

    private static Prekey prekey(PrekeyBody body) {
        return Prekey.newBuilder()
                .setKind(kind(need(body.kind())))
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
            throw new Bad();
        }
    }

    /** Answered with 400. */
    static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1;

        Bad() {
            super("a field is missing or has a wrong form", null, false, false);
        }
    }
}
