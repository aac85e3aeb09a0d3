package io.sealpost.consent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "phone, +44 7700 900123, +447700900123",
        "phone, +44 (0)7700-900-123, +447700900123",
        "phone, ＋４４ ７７００ ９００１２３, +447700900123",
        "email, ' Ana.B@Example.ORG ', ana.b@example.org",
    })
    void spellingsOfOneAddressAreEqual(String kind, String text, String normalised) {
        assertThat(Address.of(kind, text).map(Address::normalised)).contains(normalised);
    }

    @ParameterizedTest
    @CsvSource({
        "phone, 07700900123",
        "phone, +4477009001234567",
        "phone, +12",
        "phone, +44 7700 900123 ext 5",
        "email, nobody",
        "email, two words@example.org",
        "pigeon, +447700900123",
    })
    void aTextThatIsNotAnAddressIsRefused(String kind, String text) {
        assertThat(Address.of(kind, text)).isEmpty();
    }
}
