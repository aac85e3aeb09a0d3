package io.sealpost.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.socket.Acknowledgement;
import io.sealpost.seal.socket.Acknowledgement.Receipt;
import io.sealpost.seal.socket.ChallengeResponse;
import io.sealpost.seal.socket.ReceiptKind;
import io.sealpost.testing.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A device with a real WebSocket client. Collects what it is sent; answers only if set to. */
final class TestDevice implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    static final String ORIGIN = "http://127.0.0.1:7504";

    private final RecipientId recipient;
    private final DeviceId device;
    private final SigningKey key;
    private final StringBuilder text = new StringBuilder();
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final Map<MessageId, Sha256> pushed = new ConcurrentHashMap<>();
    private final List<MessageId> order = new CopyOnWriteArrayList<>();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private volatile int closed;
    private volatile boolean answers;
    private volatile @Nullable WebSocket socket;

    private TestDevice(RecipientId recipient, DeviceId device, SigningKey key) {
        this.recipient = recipient;
        this.device = device;
        this.key = key;
    }

    static TestDevice of(RecipientId recipient) {
        return new TestDevice(recipient, DeviceId.of(TestTopics.bytes(16)), SigningKey.generate());
    }

    /** The same device without what it was pushed, for another connection. */
    TestDevice withoutMemory() {
        return new TestDevice(recipient, device, key);
    }

    /** The same ids with another key. */
    TestDevice withAnotherKey() {
        return new TestDevice(recipient, device, SigningKey.generate());
    }

    /** A device of another recipient with the same id. */
    TestDevice ofRecipient(RecipientId other) {
        return new TestDevice(other, device, SigningKey.generate());
    }

    RecipientId recipient() {
        return recipient;
    }

    DeviceId device() {
        return device;
    }

    SigningKey key() {
        return key;
    }

    /** From now on acknowledges each push at once. */
    TestDevice answering() {
        answers = true;
        return this;
    }

    /** Opens the socket and sends a hello. */
    TestDevice connect(int port) {
        URI uri = URI.create("ws://127.0.0.1:" + port + "/v1/devices/socket");
        socket =
                HTTP.newWebSocketBuilder().subprotocols("sealpost.v1").buildAsync(uri, this).join();
        JsonNode challenge = await("challenge");
        Bytes nonce = Bytes.owned(Base64.getUrlDecoder().decode(challenge.path("nonce").asText()));
        ChallengeResponse hello =
                new ChallengeResponse(ORIGIN, TestTopics.ACME, recipient, device, nonce);
        ObjectNode frame = JSON.createObjectNode();
        frame.put("type", "hello");
        frame.put("business", TestTopics.ACME.value());
        frame.put("recipient", recipient.value());
        frame.put("device", device.value());
        frame.put("signature", BASE64.encodeToString(hello.sign(key).toArray()));
        send(frame.toString());
        return this;
    }

    TestDevice ready(int port) {
        connect(port);
        await("control");
        return this;
    }

    void send(String frame) {
        WebSocket open = Objects.requireNonNull(socket);
        synchronized (frames) {
            sending = sending.thenCompose(sent -> open.sendText(frame, true));
        }
    }

    /** Waits for a frame of that type, and removes it from those collected. */
    JsonNode await(String type) {
        Wait.until(() -> frames.stream().anyMatch(frame -> is(frame, type)));
        JsonNode found = frames.stream().filter(frame -> is(frame, type)).findFirst().orElseThrow();
        frames.remove(found);
        return found;
    }

    private static boolean is(JsonNode frame, String type) {
        return frame.path("type").asText().equals(type);
    }

    String awaitError() {
        return await("error").path("code").asText();
    }

    void awaitPush(MessageId message) {
        Wait.until(() -> pushed.containsKey(message));
    }

    void awaitClosed() {
        Wait.until(() -> closed != 0);
    }

    boolean isClosed() {
        return closed != 0;
    }

    boolean wasPushed(MessageId message) {
        return pushed.containsKey(message);
    }

    /** The messages that were pushed, in order, with repeats. */
    List<MessageId> pushes() {
        return order;
    }

    void acknowledge(ReceiptKind kind, MessageId... messages) {
        send(acknowledgement(kind, messages));
    }

    /** The acknowledgement frame, to send it more than once. */
    String acknowledgement(ReceiptKind kind, MessageId... messages) {
        List<Receipt> receipts = new ArrayList<>();
        for (MessageId message : messages) {
            Sha256 envelope = pushed.getOrDefault(message, Sha256.OF_NOTHING);
            receipts.add(new Receipt(message, envelope, kind));
        }
        return acknowledgement(receipts, key);
    }

    void acknowledge(List<Receipt> receipts, SigningKey signer) {
        send(acknowledgement(receipts, signer));
    }

    private String acknowledgement(List<Receipt> receipts, SigningKey signer) {
        Acknowledgement acknowledgement =
                new Acknowledgement(device, TestTopics.now(), 1, receipts);
        ObjectNode frame = JSON.createObjectNode();
        frame.put("type", "ack")
                .put("time", acknowledgement.at().toEpochMilli())
                .put("listVersion", 1);
        ArrayNode list = frame.putArray("messages");
        for (Receipt receipt : receipts) {
            list.addObject()
                    .put("messageId", receipt.message().toString())
                    .put("envelopeHash", BASE64.encodeToString(receipt.envelope().toArray()))
                    .put("kind", receipt.kind().name());
        }
        frame.put("signature", BASE64.encodeToString(acknowledgement.sign(signer).toArray()));
        return frame.toString();
    }

    @Override
    public synchronized CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            take(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    private void take(String frame) {
        try {
            JsonNode json = JSON.readTree(frame);
            List<MessageId> messages = new ArrayList<>();
            for (JsonNode message : json.path("messages")) {
                MessageId id = new MessageId(UUID.fromString(message.path("messageId").asText()));
                byte[] sealed = Base64.getUrlDecoder().decode(message.path("sealed").asText());
                pushed.put(id, Sha256.of(sealed));
                order.add(id);
                messages.add(id);
            }
            frames.add(json);
            if (answers && !messages.isEmpty()) {
                acknowledge(ReceiptKind.DELIVERED, messages.toArray(MessageId[]::new));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed = status;
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed = 1006;
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }
}
