package io.sealpost.client.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealpost.client.http.ApiClient;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.seal.socket.Acknowledgement;
import io.sealpost.seal.socket.Acknowledgement.Receipt;
import io.sealpost.seal.socket.ChallengeResponse;
import io.sealpost.seal.socket.ReceiptKind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers devices as the services encryption and delivery do, on one port: enrolment and the
 * socket. It verifies every signature, and pushes what a test gives it.
 */
final class DeviceServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final TestBusiness business;
    private final Map<String, ServerWebSocket> sockets = new ConcurrentHashMap<>();
    final Map<String, Enrolled> enrolled = new ConcurrentHashMap<>();
    final List<Answer> answers = new CopyOnWriteArrayList<>();
    final AtomicInteger badSignatures = new AtomicInteger();

    /** Frames before a hello; the real server counts them as mistakes. */
    final AtomicInteger earlyFrames = new AtomicInteger();

    /** Connections that are open also at the device. */
    final AtomicInteger opened = new AtomicInteger();

    final AtomicInteger pings = new AtomicInteger();
    final AtomicInteger readsToRefuse = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger prekeysToRefuse = new AtomicInteger();

    /** The public keys of all prekeys that devices published, accepted or refused. */
    final List<String> publishedPrekeys = new CopyOnWriteArrayList<>();

    /** A connection gets its challenge when this is completed. */
    volatile CompletableFuture<?> challenges = CompletableFuture.completedFuture(null);

    volatile long claimedListVersion = 1;

    /** A device that redeemed its ticket. */
    record Enrolled(
            RecipientId recipient,
            DeviceId device,
            VerifyKey identity,
            XWingPublicKey prekey,
            SignedDeviceList list) {}

    /** One receipt of an acknowledgement whose signature is valid. */
    record Answer(String device, UUID message, Sha256 envelope, String kind, String keyId) {}

    DeviceServer(TestBusiness business) {
        this.business = business;
        this.server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setWebSocketSubProtocols(List.of("sealpost.v1")))
                        .requestHandler(this::http)
                        .webSocketHandler(this::socket)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** A device that has enrolled. */
    Enrolled enrolled(DeviceId device) {
        return known(device.value());
    }

    Enrolled theOnly() {
        return enrolled.values().iterator().next();
    }

    /** Pushes messages to the device, if it is connected. */
    void push(DeviceId device, List<?> messages) {
        ServerWebSocket socket = sockets.get(device.value());
        if (socket != null) {
            ObjectNode frame = ApiClient.JSON.createObjectNode().put("type", "push");
            frame.set("messages", ApiClient.JSON.valueToTree(messages));
            var unused = socket.writeTextMessage(text(frame));
        }
    }

    void drop(DeviceId device) {
        var unused = Objects.requireNonNull(sockets.get(device.value())).close();
    }

    List<Answer> answersTo(UUID message) {
        return answers.stream().filter(answer -> answer.message().equals(message)).toList();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void http(HttpServerRequest request) {
        request.bodyHandler(
                body -> {
                    JsonNode sent = json(body.toString());
                    boolean enrols = request.path().endsWith(":enrol");
                    int status = enrols || accepts(sent) ? 201 : 400;
                    JsonNode answer = enrols ? enrol(sent) : ApiClient.JSON.createObjectNode();
                    var unused = request.response().setStatusCode(status).end(text(answer));
                });
    }

    private boolean accepts(JsonNode offer) {
        publishedPrekeys.add(offer.path("prekeys").path(0).path("publicKey").asText());
        return prekeysToRefuse.getAndDecrement() <= 0;
    }

    private JsonNode enrol(JsonNode claim) {
        Enrolled made = enrolled.computeIfAbsent(claim.path("device").asText(), id -> made(claim));
        ObjectNode answer = ApiClient.JSON.createObjectNode();
        answer.set(
                "businessRecord", ApiClient.JSON.valueToTree(DirectoryJson.of(business.record())));
        answer.set("deviceList", ApiClient.JSON.valueToTree(DirectoryJson.of(made.list())));
        return answer.put("origin", origin())
                .put("socket", origin().replace("http", "ws") + "/v1/devices/socket");
    }

    private Enrolled made(JsonNode claim) {
        RecipientId recipient = new RecipientId(claim.path("recipient").asText());
        VerifyKey identity = VerifyKey.of(bytes(claim, "identityKey"));
        Device device =
                new Device(new DeviceId(claim.path("device").asText()), identity, List.of(1));
        return new Enrolled(
                recipient,
                device.id(),
                identity,
                XWingPublicKey.of(bytes(claim.path("prekeys").get(0), "publicKey")),
                business.list(recipient, List.of(device)));
    }

    private void socket(ServerWebSocket socket) {
        connections.incrementAndGet();
        byte[] nonce = new byte[32];
        System.arraycopy(TestBusiness.bits(), 0, nonce, 0, 16);
        ObjectNode challenge =
                ApiClient.JSON.createObjectNode().put("type", "challenge").put("nonce", nonce);
        socket.textMessageHandler(text -> handle(socket, nonce, json(text)));
        socket.pongHandler(pong -> opened.incrementAndGet());
        var unusedPing = socket.writePing(Buffer.buffer());
        socket.frameHandler(
                frame -> {
                    if (frame.isPing()) {
                        pings.incrementAndGet();
                    }
                });
        var unused = challenges.thenCompose(now -> write(socket, challenge));
    }

    private static CompletionStage<Void> write(ServerWebSocket socket, JsonNode frame) {
        return socket.writeTextMessage(text(frame)).toCompletionStage();
    }

    private void handle(ServerWebSocket socket, byte[] nonce, JsonNode frame) {
        if (frame.path("type").asText().equals("hello")) {
            hello(socket, nonce, frame);
        } else {
            sockets.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(socket))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .ifPresentOrElse(
                            device -> ack(socket, device, frame), earlyFrames::incrementAndGet);
        }
    }

    private void hello(ServerWebSocket socket, byte[] nonce, JsonNode frame) {
        Enrolled device = known(frame.path("device").asText());
        ChallengeResponse hello =
                new ChallengeResponse(
                        origin(),
                        TestBusiness.ID,
                        device.recipient(),
                        device.device(),
                        Bytes.of(nonce));
        if (!hello.isSignedBy(device.identity(), bytes(frame, "signature"))) {
            badSignatures.incrementAndGet();
            return;
        }
        sockets.put(device.device().value(), socket);
        ObjectNode ready =
                ApiClient.JSON
                        .createObjectNode()
                        .put("type", "control")
                        .put("kind", "ready")
                        .put("listVersion", claimedListVersion);
        var unused = socket.writeTextMessage(text(ready));
    }

    private void ack(ServerWebSocket socket, String device, JsonNode frame) {
        List<Receipt> receipts = new ArrayList<>();
        List<Answer> received = new ArrayList<>();
        for (JsonNode entry : frame.path("messages")) {
            UUID id = UUID.fromString(entry.path("messageId").asText());
            Sha256 envelope = Sha256.from(bytes(entry, "envelopeHash"));
            String kind = entry.path("kind").asText();
            receipts.add(new Receipt(new MessageId(id), envelope, ReceiptKind.valueOf(kind)));
            received.add(new Answer(device, id, envelope, kind, entry.path("keyId").asText()));
        }
        Enrolled from = known(device);
        Acknowledgement signed =
                new Acknowledgement(
                        from.device(),
                        Instant.ofEpochMilli(frame.path("time").asLong()),
                        frame.path("listVersion").asLong(),
                        receipts);
        if (!signed.isSignedBy(from.identity(), bytes(frame, "signature"))) {
            badSignatures.incrementAndGet();
            return;
        }
        answers.addAll(received);
        if (received.stream().anyMatch(answer -> answer.kind().equals("READ"))
                && readsToRefuse.getAndDecrement() > 0) {
            ObjectNode error = ApiClient.JSON.createObjectNode().put("type", "error");
            var unused = write(socket, error.put("code", "unknown-message"));
        }
    }

    private Enrolled known(String device) {
        return Objects.requireNonNull(enrolled.get(device));
    }

    private static byte[] bytes(JsonNode node, String field) {
        try {
            return ApiClient.JSON.treeToValue(node.path(field), byte[].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonNode node) {
        try {
            return ApiClient.JSON.writeValueAsString(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return ApiClient.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
