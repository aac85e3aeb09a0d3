package io.sealpost.encryption.messaging;

import io.sealpost.encryption.sealing.Envelopes;
import io.sealpost.encryption.sealing.Envelopes.DeviceEnvelope;
import io.sealpost.encryption.sealing.SealingOutcome;
import io.sealpost.encryption.sealing.SealingOutcome.Sealed;
import io.sealpost.encryption.sealing.SealingOutcome.Unsealable;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.key.KeyId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Version 1: u8 kind, then
 *
 * <pre>
 *   1 sealed      u64 list version ‖ 32-byte list hash ‖ u8 count ‖ for each envelope:
 *                 lp(device id) ‖ u8 suite ‖ 16-byte key id ‖ u32 length ‖ sealed bytes
 *   2 unsealable  lp(reason)
 * </pre>
 */
final class SealingOutcomeCodec extends OutcomeCodec<SealingOutcome> {
    private static final int INITIAL_CAPACITY = 2_048;

    private enum Kind {
        SEALED(1),
        UNSEALABLE(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalStateException("a stored outcome of an unknown kind");
        }
    }

    SealingOutcomeCodec() {
        super(1);
    }

    @Override
    protected byte[] write(SealingOutcome outcome) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_CAPACITY);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (outcome) {
                case Sealed(Envelopes envelopes) -> {
                    out.writeByte(Kind.SEALED.code);
                    write(envelopes, out);
                }
                case Unsealable(Reason why) -> {
                    out.writeByte(Kind.UNSEALABLE.code);
                    out.writeUTF(why.name());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    protected SealingOutcome read(int version, byte[] fields) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(fields))) {
            SealingOutcome outcome =
                    switch (Kind.of(in.readByte())) {
                        case SEALED -> new Sealed(envelopes(in));
                        case UNSEALABLE -> new Unsealable(Reason.valueOf(in.readUTF()));
                    };
            if (in.available() > 0) {
                throw new IllegalStateException("a stored outcome with more bytes than its fields");
            }
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Envelopes envelopes, DataOutputStream out) throws IOException {
        out.writeLong(envelopes.listVersion());
        out.write(envelopes.listHash().toArray());
        out.writeByte(envelopes.list().size());
        for (DeviceEnvelope envelope : envelopes.list()) {
            out.writeUTF(envelope.device().value());
            out.writeByte(envelope.suite().code());
            out.write(envelope.keyId().bytes().toArray());
            out.writeInt(envelope.sealed().size());
            out.write(envelope.sealed().toArray());
        }
    }

    private static Envelopes envelopes(DataInputStream in) throws IOException {
        long version = in.readLong();
        Sha256 hash = Sha256.from(bytes(in, Sha256.SIZE));
        int count = in.readUnsignedByte();
        List<DeviceEnvelope> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(envelope(in));
        }
        return new Envelopes(version, hash, list);
    }

    private static DeviceEnvelope envelope(DataInputStream in) throws IOException {
        return new DeviceEnvelope(
                new DeviceId(in.readUTF()),
                Suite.of(in.readByte()).orElseThrow(),
                KeyId.of(bytes(in, KeyId.SIZE)),
                Bytes.owned(bytes(in, in.readInt())));
    }

    private static byte[] bytes(DataInputStream in, int size) throws IOException {
        byte[] bytes = new byte[size];
        in.readFully(bytes);
        return bytes;
    }
}
