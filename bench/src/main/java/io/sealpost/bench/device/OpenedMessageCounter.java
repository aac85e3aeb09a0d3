package io.sealpost.bench.device;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.client.device.MessageHandler;
import io.sealpost.client.device.OpenedMessage;
import io.sealpost.client.http.ApiClient;
import io.sealpost.seal.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import org.HdrHistogram.Histogram;

/**
 * Counts the messages that devices open: their number, the XOR of the SHA-256 of their contents,
 * and the milliseconds from the time in the request id to the opening. Thread-safe.
 */
final class OpenedMessageCounter implements MessageHandler {
    private static final long MAX_LATENCY_MILLIS = 3_600_000;

    private final Histogram latency = new Histogram(MAX_LATENCY_MILLIS, 3);
    private final byte[] xor = new byte[Sha256.SIZE];
    private long opened;

    @Override
    public void onMessage(OpenedMessage message) {
        byte[] hash = Sha256.of(message.content().toArray()).toArray();
        long millis = message.openedAt().toEpochMilli() - message.context().sentAt().toEpochMilli();
        add(hash, Math.clamp(millis, 0, MAX_LATENCY_MILLIS));
    }

    synchronized ObjectNode stats() {
        return ApiClient.JSON
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
