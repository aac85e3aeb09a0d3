package io.sealpost.encryption.sealing;

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
 * One message's envelopes, as they are stored until it is published and past replay.
 *
 * <p>Bytes: u8 format (1) ‖ u64 list version ‖ 32 list hash ‖ u8 count ‖ for each envelope: u16
 * length and device id ‖ u8 suite ‖ 16 key id ‖ u32 length and sealed bytes.
 */
public record Envelopes(long listVersion, Sha256 listHash, List<Envelope> list) {
    private static final int FORMAT = 1;

    /** What one device can open. */
    public record Envelope(DeviceId device, Suite suite, KeyId keyId, byte[] sealed) {}

    public Envelopes {
        list = List.copyOf(list);
    }

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(listVersion);
            out.write(listHash.toArray());
            out.writeByte(list.size());
            for (Envelope envelope : list) {
                write(envelope, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static Envelopes parse(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORMAT) {
                throw new IllegalStateException("envelopes stored in an unknown format");
            }
            long version = in.readLong();
            Sha256 hash = Sha256.from(take(in, Sha256.SIZE));
            int count = in.readUnsignedByte();
            List<Envelope> list = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                list.add(read(in));
            }
            return new Envelopes(version, hash, list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Envelope envelope, DataOutputStream out) throws IOException {
        out.writeUTF(envelope.device().value());
        out.writeByte(envelope.suite().code());
        out.write(envelope.keyId().bytes().toArray());
        out.writeInt(envelope.sealed().length);
        out.write(envelope.sealed());
    }

    private static Envelope read(DataInputStream in) throws IOException {
        return new Envelope(
                new DeviceId(in.readUTF()),
                Suite.of(in.readByte()).orElseThrow(),
                KeyId.of(take(in, KeyId.SIZE)),
                take(in, in.readInt()));
    }

    private static byte[] take(DataInputStream in, int size) throws IOException {
        byte[] taken = new byte[size];
        in.readFully(taken);
        return taken;
    }
}
