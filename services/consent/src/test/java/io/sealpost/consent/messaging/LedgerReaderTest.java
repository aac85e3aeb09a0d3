package io.sealpost.consent.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.consent.domain.BlockCommand;
import io.sealpost.consent.domain.GrantCommand;
import io.sealpost.consent.domain.LedgerCommand;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.consent.domain.UnblockCommand;
import io.sealpost.consent.domain.WithdrawCommand;
import io.sealpost.consent.messaging.ParsedCommand.Invalid;
import io.sealpost.consent.messaging.ParsedCommand.Valid;
import io.sealpost.schemas.Block;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentCommandKind;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.Evidence;
import io.sealpost.schemas.EvidenceMethod;
import io.sealpost.schemas.Grant;
import io.sealpost.schemas.Withdraw;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The form, the digest and the command of each kind. */
class LedgerReaderTest {
    private static final String RECIPIENT = "r_aaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final UUID REQUEST = UUID.fromString("019ca8d7-2d00-7000-8000-000000000001");
    private static final Instant SENT = Instant.parse("2026-03-01T10:00:00Z");

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(
                        grant(),
                        GrantCommand.class,
                        "66c6793332416f6fd6924f2a57b6c8e20cec4ea01e3c862b6ac7988e25fd2cca"),
                Arguments.of(
                        withdraw(),
                        WithdrawCommand.class,
                        "bdc95ac5fdac1e813bb56da726354ca278bb18738a7bf88a6befee4e1bba36a4"),
                Arguments.of(
                        block(ConsentCommandKind.BLOCK),
                        BlockCommand.class,
                        "387de673e55879628a1ee3afac19708115c4282b7d880e4b4cf752132d730546"),
                Arguments.of(
                        block(ConsentCommandKind.UNBLOCK),
                        UnblockCommand.class,
                        "241cab9bde4738e0fc10eee95c14474824ddb93494ce95309b81bfa929647545"));
    }

    static Stream<Arguments> wrongForms() {
        return Stream.of(
                wrong(c -> c.setBusiness("other"), RefusalReason.BUSINESS_MISMATCH),
                wrong(c -> c.setRequestId(new UUID(0, 0)), RefusalReason.BAD_REQUEST_ID),
                wrong(c -> c.getGrant().setRecipient("+447700900123"), RefusalReason.BAD_RECIPIENT),
                wrong(c -> c.getGrant().setPurpose("Offers"), RefusalReason.BAD_PURPOSE),
                wrong(c -> c.getGrant().setChannel(Channel.UNKNOWN), RefusalReason.UNKNOWN_CHANNEL),
                wrongEvidence(e -> e.setMethod(EvidenceMethod.UNKNOWN)),
                wrongEvidence(e -> e.setWordingSha256(ByteBuffer.wrap(new byte[31]))),
                wrongEvidence(e -> e.setReference("ana@example.org wrote")),
                Arguments.of(withdrawFrom("Offers", null), RefusalReason.BAD_PURPOSE),
                Arguments.of(withdrawFrom(null, Channel.UNKNOWN), RefusalReason.UNKNOWN_CHANNEL));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachKindIsReadWithItsDigest(
            ConsentCommand command, Class<? extends LedgerCommand> type, String digest) {
        LedgerInput input = input(read(command, SENT));

        assertThat(input.command()).isInstanceOf(Valid.class);
        assertThat(((Valid) input.command()).command()).isInstanceOf(type);
        assertThat(input.digest().bytes().hex()).isEqualTo(digest);
        assertThat(input.subject().orElseThrow().recipient().value()).isEqualTo(RECIPIENT);
    }

    @ParameterizedTest
    @MethodSource("wrongForms")
    void aWrongFormIsRefusedWithItsReason(ConsentCommand command, RefusalReason reason) {
        LedgerInput input = input(read(command, SENT));

        assertThat(input.command()).isEqualTo(new Invalid(reason));
        assertThat(input.subject()).isEqualTo(Optional.empty());
    }

    @Test
    void theTimeOfARequestIsComparedWithItsArrival() {
        Instant latest = SENT.plus(Duration.ofDays(7));
        Instant earliest = SENT.minus(Duration.ofMinutes(10));
        Invalid outOfBounds = new Invalid(RefusalReason.TIME_OUT_OF_BOUNDS);

        assertThat(input(read(grant(), latest)).command()).isInstanceOf(Valid.class);
        assertThat(input(read(grant(), latest.plusMillis(1))).command()).isEqualTo(outOfBounds);
        assertThat(input(read(grant(), earliest)).command()).isInstanceOf(Valid.class);
        assertThat(input(read(grant(), earliest.minusMillis(1))).command()).isEqualTo(outOfBounds);
    }

    @Test
    void aKindWithoutItsRecordIsADeadLetter() {
        ConsentCommand command = grant();
        command.setKind(ConsentCommandKind.WITHDRAW);

        assertThat(read(command, SENT))
                .isEqualTo(new Undecodable<>(DeadLetterReason.KIND_WITHOUT_RECORD));
    }

    @Test
    void aFieldTooLongForItsLengthPrefixEntersTheDigestByItsHash() {
        String text = "x".repeat(0x10000);
        ConsentCommand tooLong = withdrawFrom(text, null);
        ConsentCommand other = withdrawFrom(text + "x", null);

        assertThat(input(read(tooLong, SENT)).digest())
                .isNotEqualTo(input(read(other, SENT)).digest());
    }

    private static Arguments wrong(Consumer<ConsentCommand> change, RefusalReason reason) {
        ConsentCommand command = grant();
        change.accept(command);
        return Arguments.of(command, reason);
    }

    private static Arguments wrongEvidence(Consumer<Evidence> change) {
        return wrong(c -> change.accept(c.getGrant().getEvidence()), RefusalReason.BAD_EVIDENCE);
    }

    private static ConsentCommand grant() {
        Evidence evidence =
                new Evidence(
                        EvidenceMethod.APP,
                        SENT,
                        ByteBuffer.wrap(Sha256.OF_NOTHING.toArray()),
                        "form:7");
        Grant grant = new Grant(RECIPIENT, "offers", Channel.SEALPOST, evidence, null);
        return command(ConsentCommandKind.GRANT).setGrant(grant).build();
    }

    private static ConsentCommand withdraw() {
        return withdrawFrom("offers", null);
    }

    private static ConsentCommand withdrawFrom(
            @Nullable String purpose, @Nullable Channel channel) {
        return command(ConsentCommandKind.WITHDRAW)
                .setWithdraw(new Withdraw(RECIPIENT, purpose, channel))
                .build();
    }

    private static ConsentCommand block(ConsentCommandKind kind) {
        return command(kind).setBlock(new Block(RECIPIENT)).build();
    }

    private static ConsentCommand.Builder command(ConsentCommandKind kind) {
        return ConsentCommand.newBuilder().setRequestId(REQUEST).setBusiness("acme").setKind(kind);
    }

    private static Decoded<LedgerInput> read(ConsentCommand command, Instant arrivedAt) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(
                        "consent-commands.acme",
                        0,
                        7,
                        arrivedAt.toEpochMilli(),
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        0,
                        "key",
                        new byte[0],
                        new RecordHeaders(),
                        Optional.empty());
        return LedgerReader.read(record, command, Bytes.of((byte) 1));
    }

    private static LedgerInput input(Decoded<LedgerInput> decoded) {
        assertThat(decoded).isInstanceOf(Value.class);
        return ((Value<LedgerInput>) decoded).value();
    }
}
