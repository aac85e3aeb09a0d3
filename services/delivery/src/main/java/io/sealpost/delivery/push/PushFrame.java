package io.sealpost.delivery.push;

import io.sealpost.delivery.store.PushQueue.PushedMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The {@code push} frame of {@code sealpost.v1} (docs/sealing.md, Socket protocol). */
final class PushFrame {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int TYPICAL_MESSAGE_SIZE = 3_072;

    private PushFrame() {}

    /** The stored JSON of each message, with its envelope added as the last field. */
    static String of(List<PushedMessage> messages) {
        StringBuilder frame = new StringBuilder(messages.size() * TYPICAL_MESSAGE_SIZE);
        frame.append("{\"type\":\"push\",\"messages\":[");
        for (PushedMessage message : messages) {
            String stored = new String(message.frame(), StandardCharsets.UTF_8);
            frame.append(stored, 0, stored.length() - 1)
                    .append(",\"sealed\":\"")
                    .append(BASE64.encodeToString(message.sealed()))
                    .append("\"},");
        }
        frame.setLength(frame.length() - 1);
        return frame.append("]}").toString();
    }
}
