package io.sealpost.delivery.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.hop.Decision;
import io.sealpost.hop.Decision.Recorded;
import io.sealpost.hop.Decision.Unrecorded;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.Mode;
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

/** The table in the README of delivery is the test: every status and every step. */
class StepDeciderTest {
    private static final Instant T = Instant.parse("2026-05-04T10:00:00Z");
    private static final DeviceId FIRST = DeviceId.of(new byte[16]);
    private static final DeviceId SECOND =
            DeviceId.of(new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    private static final Set<DeviceId> DEVICES = Set.of(FIRST, SECOND);
    private static final DeviceId STRANGER = DeviceId.of("sixteen bytes of".getBytes(UTF_8));
    private static final BusinessId ACME = new BusinessId("acme");
    private static final RecipientId RECIPIENT = RecipientId.of(new byte[16]);
    private static final MessageAttributes MESSAGE =
            new MessageAttributes(UUID.randomUUID(), ACME, RECIPIENT, Mode.GATEWAY, Lane.BULK);
    private static final Step.Times TIMES =
            new Step.Times(T.minusMillis(30), T.minusMillis(20), T.minusMillis(10));
    private static final Step SEALED =
            new Step.Sealed(
                    MESSAGE,
                    TIMES,
                    new ConsentVersion(new Purpose("news"), Channel.SEALPOST, 7),
                    DEVICES,
                    T);

    private static final Map<String, Step> STEPS =
            Map.ofEntries(
                    Map.entry("sealed", SEALED),
                    Map.entry("sealed, withdrawn", SEALED),
                    Map.entry("rejected", ended(EarlyEnd.REJECTED)),
                    Map.entry("refused", ended(EarlyEnd.REFUSED)),
                    Map.entry("unsealable", ended(EarlyEnd.UNSEALABLE)),
                    Map.entry("sent", new Step.Sent(FIRST, T)),
                    Map.entry("delivered", receipt(ReceiptKind.DELIVERED)),
                    Map.entry("read", receipt(ReceiptKind.READ)),
                    Map.entry("cannot open", receipt(ReceiptKind.CANNOT_OPEN)),
                    Map.entry("cannot open, last", receipt(ReceiptKind.CANNOT_OPEN)),
                    Map.entry("expire", new Step.Expire(T)),
                    Map.entry("recall", new Step.Recall(7, T)));

    /** One cell. */
    record Cell(MessageStatus status, String step, String expected) {}

    private static Step ended(EarlyEnd end) {
        return new Step.Ended(end, MESSAGE, TIMES, Reason.NO_CONSENT, T);
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
                        .dropWhile(line -> !line.startsWith("| status |"))
                        .takeWhile(line -> line.startsWith("|"))
                        .filter(line -> !line.startsWith("|---"))
                        .map(StepDeciderTest::columns)
                        .toList();
        List<String> head = table.getFirst();
        return table.stream().skip(1).flatMap(row -> cells(head, row)).toList();
    }

    private static List<String> columns(String line) {
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    }

    private static Stream<Cell> cells(List<String> head, List<String> row) {
        return IntStream.range(1, head.size())
                .mapToObj(
                        i ->
                                new Cell(
                                        MessageStatus.valueOf(row.getFirst()),
                                        head.get(i),
                                        row.get(i)));
    }

    @Test
    void theTableHasEveryStatusAndEveryStep() throws IOException {
        assertThat(cells()).hasSize(MessageStatus.values().length * STEPS.size());
        assertThat(cells()).extracting(Cell::status).containsOnly(MessageStatus.values());
        assertThat(cells())
                .extracting(Cell::step)
                .containsOnly(STEPS.keySet().toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCellOfTheTableHolds(Cell cell) {
        MessageState state = state(cell);
        Step step = Objects.requireNonNull(STEPS.get(cell.step()));
        assertThat(written(state, StepDecider.decide(state, step))).isEqualTo(cell.expected());
    }

    private static MessageState state(Cell cell) {
        if (cell.status() == MessageStatus.NEW) {
            return MessageState.unknown(
                    cell.step().equals("sealed, withdrawn") ? List.of(withdrawal(7)) : List.of());
        }
        int cannotOpen = cell.step().equals("cannot open, last") ? 1 : 0;
        return MessageState.known(cell.status(), MESSAGE, DEVICES, cannotOpen);
    }

    private static Withdrawal withdrawal(long version) {
        return new Withdrawal(ACME, RECIPIENT, "news", Channel.SEALPOST, version);
    }

    private static String written(
            MessageState before, Decision<StepOutcome, MessageState> decision) {
        MessageState next = next(decision);
        return switch (decision.outcome()) {
            case StepOutcome.Sealed _, StepOutcome.Moved _, StepOutcome.Noted _ -> {
                String events =
                        events(decision).stream()
                                .map(StepDeciderTest::written)
                                .collect(joining(" "));
                yield (next.status() + ": " + events).strip();
            }
            case StepOutcome.Ignored _, StepOutcome.NotSealedTo _ -> {
                assertThat(next).isEqualTo(before);
                yield "-";
            }
        };
    }

    private static String written(MessageEvent event) {
        return event.kind() + (event.terminal() ? "!" : event.isPerDevice() ? "+" : "");
    }

    private static MessageState next(Decision<StepOutcome, MessageState> decision) {
        return switch (decision) {
            case Recorded<StepOutcome, MessageState>(StepOutcome _, MessageState next) -> next;
            case Unrecorded<StepOutcome, MessageState> _ ->
                    throw new AssertionError("every step is recorded");
        };
    }

    private static List<MessageEvent> events(Decision<StepOutcome, MessageState> decision) {
        return switch (decision.outcome()) {
            case StepOutcome.Sealed(MessageAttributes message, List<MessageEvent> events) -> {
                assertThat(message).isEqualTo(MESSAGE);
                yield events;
            }
            case StepOutcome.Moved(MessageAttributes message, List<MessageEvent> events) -> {
                assertThat(message).isEqualTo(MESSAGE);
                assertThat(events).isNotEmpty();
                yield events;
            }
            case StepOutcome.Noted _, StepOutcome.Ignored _, StepOutcome.NotSealedTo _ -> List.of();
        };
    }

    @Test
    void onlyAMessageThatWaitsForItsDevicesIsPutIntoTheirMailboxes() {
        MessageState withdrawn = MessageState.unknown(List.of(withdrawal(7)));
        MessageState sealed = MessageState.known(MessageStatus.SEALED, MESSAGE, DEVICES, 0);

        assertThat(StepDecider.decide(MessageState.unknown(List.of()), SEALED).outcome())
                .isInstanceOf(StepOutcome.Sealed.class);
        assertThat(StepDecider.decide(withdrawn, SEALED).outcome())
                .isInstanceOf(StepOutcome.Moved.class);
        assertThat(StepDecider.decide(sealed, SEALED).outcome())
                .isInstanceOf(StepOutcome.Ignored.class);
    }

    /** Metrics and dashboards use these labels. */
    @Test
    void theLabelsNameTheLastEventOrWhyThereIsNone() {
        MessageState unknown = MessageState.unknown(List.of());
        MessageState withdrawn = MessageState.unknown(List.of(withdrawal(7)));
        MessageState sealed = MessageState.known(MessageStatus.SEALED, MESSAGE, DEVICES, 0);

        assertThat(labels(unknown, SEALED)).isEqualTo("SEALED/NONE");
        assertThat(labels(withdrawn, SEALED)).isEqualTo("RECALLED/WITHDRAWN");
        assertThat(labels(unknown, ended(EarlyEnd.REFUSED))).isEqualTo("REFUSED/NO_CONSENT");
        assertThat(labels(sealed, receipt(ReceiptKind.READ))).isEqualTo("READ/NONE");
        assertThat(labels(sealed, receipt(ReceiptKind.CANNOT_OPEN))).isEqualTo("NOTED/SEALED");
        assertThat(labels(unknown, new Step.Expire(T))).isEqualTo("IGNORED/NEW");
        assertThat(labels(sealed, receipt(STRANGER, ReceiptKind.READ)))
                .isEqualTo("IGNORED/NOT_SEALED_TO");
    }

    private static String labels(MessageState state, Step step) {
        StepOutcome outcome = StepDecider.decide(state, step).outcome();
        return outcome.verdict() + "/" + outcome.reason();
    }

    @Test
    void earlierEventsHaveTheirOwnTimes() {
        var decision = StepDecider.decide(MessageState.unknown(List.of()), SEALED);
        assertThat(events(decision))
                .extracting(MessageEvent::at)
                .containsExactly(T.minusMillis(30), T.minusMillis(20), T.minusMillis(10));
    }

    @Test
    void sentHasTheTimeOfThePush() {
        MessageState state = MessageState.known(MessageStatus.SEALED, MESSAGE, Set.of(FIRST), 0);
        var decision = StepDecider.decide(state, receipt(ReceiptKind.DELIVERED));
        assertThat(events(decision).getFirst().at()).isEqualTo(T.minusMillis(5));
    }

    @ParameterizedTest
    @EnumSource(ReceiptKind.class)
    void anAnswerIsNeverDatedBeforeItsPushWhereTheReplicasClockIsBehind(ReceiptKind kind) {
        Step early = new Step.Receipt(FIRST, kind, T, T.minusMillis(5), null);
        MessageState state = MessageState.known(MessageStatus.SEALED, MESSAGE, Set.of(FIRST), 0);
        var decision = StepDecider.decide(state, early);
        assertThat(events(decision))
                .hasSizeGreaterThan(1)
                .extracting(MessageEvent::at)
                .containsOnly(T);
    }

    @ParameterizedTest
    @EnumSource(ReceiptKind.class)
    void theAnswerOfADeviceThatTheMessageWasNotSealedToChangesNothing(ReceiptKind kind) {
        for (MessageStatus status : MessageStatus.values()) {
            MessageState state = MessageState.known(status, MESSAGE, DEVICES, 1);
            var decision = StepDecider.decide(state, receipt(STRANGER, kind));
            assertThat(next(decision)).isEqualTo(state);
            assertThat(decision.outcome())
                    .isEqualTo(
                            status.isOpen() || status.endedAfterSealing()
                                    ? new StepOutcome.NotSealedTo()
                                    : new StepOutcome.Ignored(status));
        }
    }

    @ParameterizedTest
    @EnumSource(ReceiptKind.class)
    void whereTheRowNamesNoDeviceNoAnswerCounts(ReceiptKind kind) {
        MessageState none = MessageState.known(MessageStatus.SENT, MESSAGE, Set.of(), 0);
        assertThat(StepDecider.decide(none, receipt(kind)).outcome())
                .isEqualTo(new StepOutcome.NotSealedTo());
    }

    @Test
    void aWithdrawalCoversItsOwnAndLowerVersionsOnly() {
        assertThat(statusUnder(withdrawal(6))).isEqualTo(MessageStatus.SEALED);
        assertThat(statusUnder(withdrawal(7))).isEqualTo(MessageStatus.RECALLED);
        assertThat(statusUnder(withdrawal(8))).isEqualTo(MessageStatus.RECALLED);
    }

    @Test
    void aBlockCoversEveryPurposeAndAWithdrawalItsOwnOnly() {
        assertThat(statusUnder(new Withdrawal(ACME, RECIPIENT, null, null, 7)))
                .isEqualTo(MessageStatus.RECALLED);
        assertThat(statusUnder(new Withdrawal(ACME, RECIPIENT, "offers", Channel.SEALPOST, 9)))
                .isEqualTo(MessageStatus.SEALED);
        assertThat(statusUnder(new Withdrawal(ACME, RECIPIENT, "news", Channel.UNKNOWN, 9)))
                .isEqualTo(MessageStatus.SEALED);
        assertThat(statusUnder(new Withdrawal(new BusinessId("other"), RECIPIENT, null, null, 9)))
                .isEqualTo(MessageStatus.SEALED);
    }

    private static MessageStatus statusUnder(Withdrawal withdrawal) {
        return next(StepDecider.decide(MessageState.unknown(List.of(withdrawal)), SEALED)).status();
    }
}
