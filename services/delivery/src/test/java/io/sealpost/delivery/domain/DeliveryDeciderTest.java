package io.sealpost.delivery.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.socket.ReceiptKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the README is the test: every stage and every step. */
class DeliveryDeciderTest {
    private static final Instant T = Instant.parse("2026-05-04T10:00:00Z");
    private static final DeviceId FIRST = DeviceId.of(new byte[16]);
    private static final DeviceId SECOND =
            DeviceId.of(new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    private static final Set<DeviceId> DEVICES = Set.of(FIRST, SECOND);
    private static final DeviceId STRANGER = DeviceId.of("sixteen bytes of".getBytes(UTF_8));
    private static final BusinessId ACME = new BusinessId("acme");
    private static final RecipientId RECIPIENT = RecipientId.of(new byte[16]);
    private static final Facts FACTS =
            new Facts(UUID.randomUUID(), ACME, RECIPIENT, Mode.GATEWAY, Lane.BULK);
    private static final Step.Times TIMES =
            new Step.Times(T.minusMillis(30), T.minusMillis(20), T.minusMillis(10));
    private static final Step SEALED =
            new Step.Sealed(
                    FACTS,
                    TIMES,
                    new Step.Clearance(new Purpose("news"), "SEALPOST", 7),
                    DEVICES,
                    T);

    private static final Map<String, Step> STEPS =
            Map.ofEntries(
                    Map.entry("sealed", SEALED),
                    Map.entry("sealed, withdrawn", SEALED),
                    Map.entry("rejected", ended(DeliveryEventKind.REJECTED)),
                    Map.entry("refused", ended(DeliveryEventKind.REFUSED)),
                    Map.entry("unsealable", ended(DeliveryEventKind.UNSEALABLE)),
                    Map.entry("sent", new Step.Sent(FIRST, T)),
                    Map.entry("delivered", receipt(ReceiptKind.DELIVERED)),
                    Map.entry("read", receipt(ReceiptKind.READ)),
                    Map.entry("cannot open", receipt(ReceiptKind.CANNOT_OPEN)),
                    Map.entry("cannot open, last", receipt(ReceiptKind.CANNOT_OPEN)),
                    Map.entry("expire", new Step.Expire(T)),
                    Map.entry("recall", new Step.Recall(7, T)));

    /** One cell. */
    record Cell(Stage stage, String step, String expected) {}

    private static Step ended(DeliveryEventKind end) {
        return new Step.Ended(end, FACTS, TIMES, Reason.NO_CONSENT, T);
    }

    private static Step receipt(ReceiptKind kind) {
        return receipt(FIRST, kind);
    }

    private static Step receipt(DeviceId device, ReceiptKind kind) {
        return new Step.Receipt(device, kind, T.minusMillis(5), T, null);
    }

    static List<Cell> cells() throws IOException {
        List<List<String>> table =
                Files.readAllLines(Path.of("README.md")).stream()
                        .dropWhile(line -> !line.startsWith("| stage |"))
                        .takeWhile(line -> line.startsWith("|"))
                        .filter(line -> !line.startsWith("|---"))
                        .map(DeliveryDeciderTest::columns)
                        .toList();
        List<String> head = table.getFirst();
        return table.stream().skip(1).flatMap(row -> cells(head, row)).toList();
    }

    private static List<String> columns(String line) {
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    }

    private static Stream<Cell> cells(List<String> head, List<String> row) {
        return IntStream.range(1, head.size())
                .mapToObj(i -> new Cell(Stage.valueOf(row.getFirst()), head.get(i), row.get(i)));
    }

    @Test
    void theTableHasEveryStageAndEveryStep() throws IOException {
        assertThat(cells()).hasSize(Stage.values().length * STEPS.size());
        assertThat(cells()).extracting(Cell::stage).containsOnly(Stage.values());
        assertThat(cells())
                .extracting(Cell::step)
                .containsOnly(STEPS.keySet().toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCellOfTheTableHolds(Cell cell) {
        MessageState state = state(cell);
        Step step = Objects.requireNonNull(STEPS.get(cell.step()));
        Move move = DeliveryDecider.decide(state, step);
        assertThat(written(state, move)).isEqualTo(cell.expected());
    }

    private static MessageState state(Cell cell) {
        if (cell.stage() == Stage.NEW) {
            return MessageState.unknown(
                    cell.step().equals("sealed, withdrawn") ? List.of(withdrawal(7)) : List.of());
        }
        int unable = cell.step().equals("cannot open, last") ? 1 : 0;
        return MessageState.known(cell.stage(), FACTS, 2, DEVICES, unable);
    }

    private static Withdrawal withdrawal(long version) {
        return new Withdrawal(ACME, RECIPIENT, "news", "SEALPOST", version);
    }

    private static String written(MessageState before, Move move) {
        if (move.events().isEmpty() && move.next().equals(before)) {
            return "-";
        }
        String events =
                move.events().stream().map(DeliveryDeciderTest::written).collect(joining(" "));
        return (move.next().stage() + ": " + events).strip();
    }

    private static String written(Event event) {
        return event.kind() + (event.terminal() ? "!" : event.isPerDevice() ? "+" : "");
    }

    @Test
    void earlierStagesAreToldAtTheirOwnTimes() {
        Move move = DeliveryDecider.decide(MessageState.unknown(List.of()), SEALED);
        assertThat(move.events())
                .extracting(Event::at)
                .containsExactly(T.minusMillis(30), T.minusMillis(20), T.minusMillis(10));
    }

    @Test
    void sentIsToldAtTheTimeOfThePush() {
        MessageState state = MessageState.known(Stage.SEALED, FACTS, 1, Set.of(FIRST), 0);
        Move move = DeliveryDecider.decide(state, receipt(ReceiptKind.DELIVERED));
        assertThat(move.events().getFirst().at()).isEqualTo(T.minusMillis(5));
    }

    @ParameterizedTest
    @EnumSource(ReceiptKind.class)
    void anAnswerIsNotToldBeforeItsPushWhereTheReplicasClockIsBehind(ReceiptKind kind) {
        Step early = new Step.Receipt(FIRST, kind, T, T.minusMillis(5), null);
        MessageState state = MessageState.known(Stage.SEALED, FACTS, 1, Set.of(FIRST), 0);
        Move move = DeliveryDecider.decide(state, early);
        assertThat(move.events()).hasSizeGreaterThan(1).extracting(Event::at).containsOnly(T);
    }

    @ParameterizedTest
    @EnumSource(ReceiptKind.class)
    void theAnswerOfADeviceItWasNotSealedToChangesNothing(ReceiptKind kind) {
        for (Stage stage : Stage.values()) {
            MessageState state = MessageState.known(stage, FACTS, 2, DEVICES, 1);
            Move move = DeliveryDecider.decide(state, receipt(STRANGER, kind));
            assertThat(move.next()).isEqualTo(state);
            assertThat(move.events()).isEmpty();
            assertThat(move.effect())
                    .isEqualTo(
                            stage.isOpen() || stage.wasSealed()
                                    ? Effect.NOT_SEALED_TO
                                    : Effect.OUT_OF_TURN);
        }
    }

    /** Of a message that an older release stored the devices are not known. */
    @Test
    void whereTheDevicesAreNotKnownAnAnswerCounts() {
        MessageState old = MessageState.known(Stage.SENT, FACTS, 1, Set.of(), 0);
        assertThat(DeliveryDecider.decide(old, receipt(ReceiptKind.DELIVERED)).next().stage())
                .isEqualTo(Stage.DELIVERED);
    }

    @Test
    void aWithdrawalCoversItsOwnAndLowerVersionsOnly() {
        assertThat(stageUnder(withdrawal(6))).isEqualTo(Stage.SEALED);
        assertThat(stageUnder(withdrawal(7))).isEqualTo(Stage.RECALLED);
        assertThat(stageUnder(withdrawal(8))).isEqualTo(Stage.RECALLED);
    }

    @Test
    void aBlockCoversEveryPurposeAndAnotherPurposeNone() {
        assertThat(stageUnder(new Withdrawal(ACME, RECIPIENT, null, null, 7)))
                .isEqualTo(Stage.RECALLED);
        assertThat(stageUnder(new Withdrawal(ACME, RECIPIENT, "offers", "SEALPOST", 9)))
                .isEqualTo(Stage.SEALED);
        assertThat(stageUnder(new Withdrawal(new BusinessId("other"), RECIPIENT, null, null, 9)))
                .isEqualTo(Stage.SEALED);
    }

    private static Stage stageUnder(Withdrawal withdrawal) {
        return DeliveryDecider.decide(MessageState.unknown(List.of(withdrawal)), SEALED)
                .next()
                .stage();
    }
}
