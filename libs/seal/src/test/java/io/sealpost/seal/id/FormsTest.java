package io.sealpost.seal.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {
    private static final Instant NOW = Instant.parse("2024-12-01T10:00:00.123Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r_",
                "r_aaaaaaaaaaaaaaaaaaaaaaaaa",
                "r_aaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "r_aaaaaaaaaaaaaaaaaaaaaaaaab",
                "r_AAAAAAAAAAAAAAAAAAAAAAAAAA",
                "r_aaaaaaaaaaaaaaaaaaaaaaaa1a",
                "d_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                "r_aaaaaaaaaaaaaaaaaaaaaaaaaa\n",
                "+4915112345678"
            })
    void everyOtherFormIsNotARecipient(String value) {
        assertThat(RecipientId.isValid(value)).isFalse();
        assertThatThrownBy(() -> new RecipientId(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a recipient id");
    }

    @Test
    void randomBitsMakeIdsOfThePublishedForm() {
        Pattern form = Pattern.compile("[rdt]_[a-z2-7]{25}[aeimquy4]");
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] bits = new byte[16];
            random.nextBytes(bits);
            assertThat(RecipientId.of(bits).value()).matches(form);
            assertThat(DeviceId.of(bits).value()).matches(form);
            assertThat(TicketId.of(bits).value()).matches(form);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "acme", "a-1", "a234567890123456789012345678901"})
    void aBusinessOfTheFormIsValid(String value) {
        assertThat(BusinessId.isValid(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "A1",
                "1a",
                "-a",
                "a.b",
                "acme\n",
                "a2345678901234567890123456789012"
            })
    void everyOtherFormIsNotABusiness(String value) {
        assertThat(BusinessId.isValid(value)).isFalse();
    }

    @Test
    void aPurposeHasOneTo63Characters() {
        assertThat(Purpose.isValid("a")).isTrue();
        assertThat(Purpose.isValid("a".repeat(63))).isTrue();
        assertThat(Purpose.isValid("a".repeat(64))).isFalse();
        assertThat(Purpose.isValid("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain; charset=utf-8",
                "text/plain;charset=utf-8",
                "application/vnd.acme+json"
            })
    void aContentTypeIsTypeAndSubtypeWithOptionalParameters(String value) {
        assertThat(ContentType.isValid(value)).isTrue();
        assertThat(new ContentType(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "text/",
                "/plain",
                "text/plain;",
                "text/plain  ;a=b",
                "text/pl ain",
                "text/plain;a=\u00e9",
                "text/plain\n"
            })
    void everyOtherFormIsNotAContentType(String value) {
        assertThatThrownBy(() -> new ContentType(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a content type");
    }

    @Test
    void aContentTypeHasAtMost127Characters() {
        assertThat(ContentType.isValid("a/" + "b".repeat(125))).isTrue();
        assertThat(ContentType.isValid("a/" + "b".repeat(126))).isFalse();
    }

    @Test
    void aRequestHasATemplateIdAndAVersionOrNeither() {
        assertThat(TemplateId.isValid(null, null)).isTrue();
        assertThat(TemplateId.isValid("welcome", 1)).isTrue();
        assertThat(TemplateId.isValid("welcome", null)).isFalse();
        assertThat(TemplateId.isValid(null, 1)).isFalse();
        assertThat(TemplateId.isValid("welcome", 0)).isFalse();
        assertThat(TemplateId.isValid("Welcome", 1)).isFalse();
    }

    @Test
    void aTemplateIdHasOneTo128CharactersAndStartsWithALetterOrDigit() {
        assertThat(TemplateId.isValid("0")).isTrue();
        assertThat(TemplateId.isValid("order_shipped-2")).isTrue();
        assertThat(TemplateId.isValid("a".repeat(128))).isTrue();
        assertThat(TemplateId.isValid("a".repeat(129))).isFalse();
        assertThat(TemplateId.isValid("-a")).isFalse();
        assertThat(TemplateId.isValid("Order")).isFalse();
        assertThatThrownBy(() -> new TemplateId(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a template id");
    }

    @Test
    void onlyUuidVersion7IsARequestId() {
        assertThat(RequestId.isValid(new UUID(0x7000, 1L << 63))).isTrue();
        assertThat(RequestId.isValid(new UUID(0x4000, 1L << 63))).isFalse();
        assertThat(RequestId.isValid(new UUID(0x7000, 0))).isFalse();
    }

    @Test
    void aNewRequestIdCarriesItsTimeAndIsUnique() {
        Random random = new Random(2);
        Set<RequestId> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            RequestId id = Ids.newRequestId(NOW, random);
            assertThat(id.sentAt()).isEqualTo(NOW);
            assertThat(seen.add(id)).isTrue();
        }
    }

    @Test
    void derivedIdsKeepTheTimeAndDifferByTenantKindAndDevice() {
        Random random = new Random(3);
        RequestId request = Ids.newRequestId(NOW, random);
        MessageId one = Ids.messageId(new BusinessId("acme"), request);
        MessageId other = Ids.messageId(new BusinessId("bolt"), request);
        DeviceId device = DeviceId.of(new byte[16]);
        Set<UUID> ids =
                Set.of(
                        one.value(),
                        other.value(),
                        Ids.commandId(new BusinessId("acme"), request.value()),
                        Ids.stepId(one, "SENT", null),
                        Ids.stepId(one, "SENT", device),
                        Ids.stepId(one, "READ", device),
                        Ids.timerId(one, "EXPIRE", NOW));
        assertThat(ids).hasSize(7).allMatch(MessageId::isValid);
        assertThat(ids).allMatch(id -> Ids.sentAt(id).equals(NOW));
    }

    @Test
    void textOfAnyLengthHasADigest() {
        RequestFields fields = withPurpose("p".repeat(100_000));
        assertThat(fields.digest())
                .isEqualTo(withPurpose("p".repeat(100_000)).digest())
                .isNotEqualTo(withPurpose("p".repeat(100_001)).digest());
    }

    private static RequestFields withPurpose(String purpose) {
        return new RequestFields(
                Mode.GATEWAY,
                "acme",
                new UUID(1, 2),
                "r",
                purpose,
                Category.UTILITY,
                Channel.SEALPOST,
                null,
                null,
                "text/plain",
                null,
                NOW,
                null,
                null);
    }
}
