package io.sealpost.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.client.producer.SendError.Field;
import io.sealpost.client.producer.SendError.InvalidField;
import io.sealpost.client.producer.SendError.NoEpoch;
import io.sealpost.client.producer.SendError.TooLarge;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.message.Body;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The forms and bounds of a message, as in the table of ingest's {@code RequestReasonsTest}: what
 * ingest rejects is refused before it is sealed, and what ingest accepts is sealed.
 */
class FormChecksTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final BusinessId ACME = new BusinessId("acme");
    private static final Random RANDOM = new Random(7);

    /** One line of the table. */
    record Case(Field field, String what, Instant sentAt, OutgoingMessage message) {
        @Override
        public String toString() {
            return field + ": " + what;
        }
    }

    static List<Case> refused() {
        return List.of(
                sent(
                        "a millisecond more than seven days ago",
                        NOW.minus(Duration.ofDays(7)).minusMillis(1)),
                sent("more than ten minutes ahead", NOW.plus(Duration.ofMinutes(10)).plusMillis(1)),
                sent("in the year 1970", Instant.EPOCH),
                of(Field.CATEGORY, "none", Category.UNKNOWN, m -> m),
                of(Field.LANE, "urgent", Category.MARKETING, m -> m.urgent()),
                of(Field.LANE, "urgent", Category.UTILITY, m -> m.urgent()),
                contentType("empty", ""),
                contentType("no subtype", "text"),
                contentType("a line break", "text/plain;\r\nx"),
                contentType("an umlaut", "text/plän"),
                contentType("128 characters", "text/" + "a".repeat(123)),
                of(Field.TEMPLATE, "no version", template("welcome", null)),
                of(Field.TEMPLATE, "no id", template(null, 1)),
                of(Field.TEMPLATE, "version 0", template("welcome", 0)),
                of(Field.TEMPLATE, "a blank", template("wel come", 1)),
                of(Field.TEMPLATE, "129 characters", template("a".repeat(129), 1)),
                expires("at once", NOW),
                expires("in less than a second", NOW.plusMillis(999)),
                expires("in less than a second, with nanoseconds", NOW.plusNanos(999_999_999)),
                expires("before it is sent", NOW.minusSeconds(60)),
                expires("after 30 days", NOW.plus(Duration.ofDays(30)).plusMillis(1)),
                new Case(
                        Field.EXPIRES_AT,
                        "expired at a retry",
                        NOW.minusSeconds(60),
                        message(Category.UTILITY).expiresAt(NOW).build()),
                notBefore(
                        "more than 36 hours ahead", NOW.plus(Duration.ofHours(36)).plusMillis(1)));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Case wrong) {
        assertThatThrownBy(() -> send(wrong))
                .isInstanceOfSatisfying(
                        SendFailed.class,
                        failed -> {
                            assertThat(failed.error()).isEqualTo(new InvalidField(wrong.field()));
                            assertThat(failed).hasMessageContaining(wrong.field().cure());
                        });
    }

    static List<Case> accepted() {
        Field any = Field.REQUEST_ID;
        return List.of(
                of(any, "with every default", message(Category.UTILITY).build()),
                new Case(
                        any,
                        "sent seven days ago",
                        NOW.minus(Duration.ofDays(7)),
                        message(Category.UTILITY).build()),
                new Case(
                        any,
                        "sent ten minutes ahead",
                        NOW.plus(Duration.ofMinutes(10)),
                        message(Category.UTILITY).build()),
                expires("in a second", NOW.plusSeconds(1)),
                expires("in 30 days", NOW.plus(Duration.ofDays(30))),
                notBefore("36 hours ahead", NOW.plus(Duration.ofHours(36))),
                notBefore(
                        "36 hours ahead, with nanoseconds",
                        NOW.plus(Duration.ofHours(36)).plusNanos(1)),
                notBefore("in the past", Instant.EPOCH),
                of(any, "a template", template("welcome_2", 3)),
                contentType("127 characters", "text/" + "a".repeat(122)),
                of(any, "a code on the bulk topic", Category.AUTHENTICATION, m -> m),
                of(any, "an urgent service message", Category.SERVICE, m -> m.urgent()),
                of(any, "an urgent code", Category.AUTHENTICATION, m -> m.urgent()));
    }

    /** It passes all checks, so the next step looks for an epoch, and this test has none. */
    @ParameterizedTest
    @MethodSource
    void accepted(Case right) {
        assertThatThrownBy(() -> send(right))
                .isInstanceOfSatisfying(
                        SendFailed.class,
                        failed -> assertThat(failed.error()).isEqualTo(new NoEpoch()));
    }

    @Test
    void contentLargerThanAnEnvelopeIsRefused() {
        assertThat(error(new byte[Body.MAX_CONTENT])).isEqualTo(new NoEpoch());
        assertThat(error(new byte[Body.MAX_CONTENT + 1]))
                .isEqualTo(new TooLarge(Body.MAX_CONTENT + 1, Body.MAX_CONTENT));
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldIsInTheTable(Field field) {
        assertThat(refused()).extracting(Case::field).contains(field);
    }

    private static SendError error(byte[] content) {
        OutgoingMessage message =
                OutgoingMessage.to(recipient(), new Purpose("orders"), Category.UTILITY, content)
                        .build();
        try {
            send(new Case(Field.REQUEST_ID, "by its content", NOW, message));
            throw new AssertionError("there is no epoch to seal to");
        } catch (SendFailed failed) {
            return failed.error();
        }
    }

    private static void send(Case one) {
        var messages =
                new GatewayMessages(
                        ACME, now -> Optional.empty(), Clock.fixed(NOW, ZoneOffset.UTC), RANDOM);
        var unused = messages.request(one.message(), Ids.newRequestId(one.sentAt(), RANDOM));
    }

    private static Case of(Field field, String what, OutgoingMessage message) {
        return new Case(field, what, NOW, message);
    }

    private static Case of(
            Field field,
            String what,
            Category category,
            UnaryOperator<OutgoingMessage.Builder> change) {
        return of(field, what, change.apply(message(category)).build());
    }

    private static Case sent(String what, Instant sentAt) {
        return new Case(Field.REQUEST_ID, what, sentAt, message(Category.UTILITY).build());
    }

    private static Case contentType(String what, String type) {
        return of(Field.CONTENT_TYPE, what, message(Category.UTILITY).contentType(type).build());
    }

    private static Case expires(String what, Instant at) {
        return of(Field.EXPIRES_AT, what, message(Category.UTILITY).expiresAt(at).build());
    }

    private static Case notBefore(String what, Instant at) {
        return of(Field.NOT_BEFORE, what, message(Category.UTILITY).notBefore(at).build());
    }

    private static OutgoingMessage template(@Nullable String id, @Nullable Integer version) {
        OutgoingMessage without = message(Category.UTILITY).build();
        return new OutgoingMessage(
                without.recipient(),
                without.purpose(),
                without.category(),
                without.contentType(),
                without.content(),
                id,
                version,
                null,
                null,
                null,
                false,
                null);
    }

    private static OutgoingMessage.Builder message(Category category) {
        return OutgoingMessage.to(
                recipient(), new Purpose("orders"), category, new byte[] {'h', 'i'});
    }

    private static RecipientId recipient() {
        return RecipientId.of(new byte[16]);
    }
}
