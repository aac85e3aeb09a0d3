package io.sealpost.client.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.client.device.MessageHandler;
import io.sealpost.client.device.OpenedMessage;
import io.sealpost.client.http.Api;
import io.sealpost.seal.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import org.HdrHistogram.Histogram;

/**
 * What a benchmark asks of devices: how many messages were opened, the XOR of the SHA-256 of their
 * contents, and the time from the request id to the opening, in milliseconds. Thread-safe.
 */
final class Tally implements MessageHandler {
    private final Histogram latency = new Histogram(3_600_000, 3);
    private final byte[] xor = new byte[Sha256.SIZE];
    private long opened;

    @Override
    public void onMessage(OpenedMessage message) {
        byte[] hash = Sha256.of(message.content().toArray()).toArray();
        long millis = message.openedAt().toEpochMilli() - message.context().sentAt().toEpochMilli();
        add(hash, Math.clamp(millis, 0, 3_600_000));
    }

    synchronized ObjectNode stats() {
        return Api.JSON
                .createObjectNode()
                .put("opened", opened)
                .put("xor", HexFormat.of().formatHex(xor))
                .put("p50Ms", latency.getValueAtPercentile(50))
                .put("p99Ms", latency.getValueAtPercentile(99))
                .put("maxMs", latency.getMaxValue());
    }

    synchronized void reset() {
        latency.reset();
        Arrays.fill(xor, (byte) 0);
        opened = 0;
    }

    private synchronized void add(byte[] hash, long millis) {
        opened++;
        latency.recordValue(millis);
        for (int i = 0; i < xor.length; i++) {
            xor[i] ^= hash[i];
        }
    }
}
