package io.sealpost.seal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Vectors;
import io.sealpost.seal.id.TicketId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTest {
    private final JsonObject vectors = Vectors.read("tickets.json").getAsJsonObject();
    private final JsonObject enrolled = vectors.getAsJsonObject("enrolment");
    private final Ticket ticket =
            Ticket.of(
                    Secret.of(Vectors.hex(vectors, "ticketKey")),
                    new TicketId(Vectors.text(vectors, "id")));
    private final Enrolment enrolment =
            new Enrolment(
                    Vectors.business(enrolled),
                    Vectors.recipient(enrolled),
                    DeviceListTest.readDevice(enrolled.getAsJsonObject("device")),
                    Vectors.time(enrolled, "expiresAt"));

    @Test
    void secretRedeemValueAndItsHashAreAsPublished() {
        assertThat(ticket.secret().reveal()).isEqualTo(Vectors.hex(vectors, "secret"));
        assertThat(ticket.redeem().reveal()).isEqualTo(Vectors.hex(vectors, "redeem"));
        assertThat(ticket.redeemHash().toArray()).isEqualTo(Vectors.hex(vectors, "redeemHash"));
    }

    @Test
    void theEnrolmentMacIsAsPublishedAndBoundToItsFields() {
        byte[] mac = enrolment.mac(ticket).toArray();
        assertThat(mac).isEqualTo(Vectors.hex(enrolled, "mac"));
        assertThat(enrolment.hasMac(ticket, mac)).isTrue();
        assertThat(enrolment.hasMac(ticket, new byte[32])).isFalse();
        assertThat(enrolment.hasMac(ticket, new byte[0])).isFalse();
        Enrolment later =
                new Enrolment(
                        enrolment.business(),
                        enrolment.recipient(),
                        enrolment.device(),
                        Instant.EPOCH);
        assertThat(later.hasMac(ticket, mac)).isFalse();
    }

    @Test
    void theLinkIsAsPublishedAndIsParsed() {
        TicketLink link = link();
        String url = Vectors.text(vectors.getAsJsonObject("link"), "url");
        assertThat(link.encode()).isEqualTo(url);
        assertThat(TicketLink.parse(url)).hasValue(link);
    }

    @Test
    void everythingSecretIsAfterTheHashSign() {
        String url = link().encode();
        assertThat(url.substring(0, url.indexOf('#'))).isEqualTo(link().origin() + "/enrol");
        assertThat(link().toString()).contains("[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "/enrol#1.", "/enrol#1.AAAA", "/enrol#2.AAAA", "/enrol#1.%%"})
    void everyOtherLinkIsRefused(String rest) {
        assertThat(TicketLink.parse("http://127.0.0.1:8086" + rest)).isEmpty();
    }

    @Test
    void aLinkOnAnotherOriginIsRefused() {
        String moved = link().encode().replace("http://127.0.0.1:8086/", "https://evil.example/");
        assertThat(TicketLink.parse(moved)).isEmpty();
    }

    @Test
    void aCutLinkIsRefused() {
        String url = link().encode();
        for (int length = 0; length < url.length(); length++) {
            assertThat(TicketLink.parse(url.substring(0, length))).isEmpty();
        }
    }

    private TicketLink link() {
        JsonObject link = vectors.getAsJsonObject("link");
        return new TicketLink(
                ticket,
                enrolment.business(),
                enrolment.recipient(),
                Signer.valueOf(Vectors.text(link, "vouchedBy")),
                Sha256.from(Vectors.hex(link, "fingerprint")),
                Vectors.verifyKey(link, "logKey"),
                Vectors.text(link, "origin"),
                Vectors.time(link, "expiresAt"));
    }
}
