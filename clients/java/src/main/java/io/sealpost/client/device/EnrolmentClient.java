package io.sealpost.client.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.client.device.DirectoryJson.PrekeyJson;
import io.sealpost.client.http.ApiClient;
import io.sealpost.client.http.ApiRefused;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.Enrolment;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.directory.TicketLink;
import java.net.URI;
import java.util.List;

/**
 * A device's two calls to the encryption service: enrol with a ticket, and publish a prekey. Both
 * block, and may be repeated. Thread-safe.
 */
record EnrolmentClient(ApiClient api) {
    private static final List<Integer> SUITES = List.of(Prekeys.SUITE.code());

    private record EnrolJson(
            String business,
            String ticket,
            byte[] redeem,
            String recipient,
            String device,
            byte[] identityKey,
            List<Integer> suites,
            byte[] mac,
            long expiry,
            List<PrekeyJson> prekeys) {}

    private record PublishJson(String business, String recipient, List<PrekeyJson> prekeys) {}

    /** A verified directory, and the address of the device's socket. */
    record Enrolled(VerifiedDirectory directory, URI socket) {}

    /**
     * Redeems the ticket. The same device gets the same answer each time.
     *
     * @throws EnrolmentRefused with the reason
     * @throws UntrustedDirectory where the key that the link names did not vouch for the answer
     */
    Enrolled enrol(TicketLink link, DeviceIdentity identity, SignedPrekey prekey) {
        JsonNode answer =
                post(
                        URI.create(link.origin() + "/v1/devices:enrol"),
                        claim(link, identity, prekey));
        VerifiedDirectory directory =
                VerifiedDirectory.first(
                        link,
                        identity,
                        DirectoryJson.businessRecord(answer.path("businessRecord")),
                        DirectoryJson.deviceList(answer.path("deviceList")));
        return new Enrolled(directory, URI.create(answer.path("socket").asText()));
    }

    /**
     * Publishes the device's next prekey.
     *
     * @throws EnrolmentRefused with the reason
     */
    void publish(String origin, DeviceIdentity identity, SignedPrekey prekey) {
        var body =
                new PublishJson(
                        identity.business().value(),
                        identity.recipient().value(),
                        List.of(PrekeyJson.of(prekey)));
        String path = "/v1/devices/" + identity.device().value() + "/prekeys";
        var unused = post(URI.create(origin + path), body);
    }

    private JsonNode post(URI address, Object body) {
        try {
            return api.post(address, body, null);
        } catch (ApiRefused e) {
            throw new EnrolmentRefused(e.code().isEmpty() ? "HTTP " + e.status() : e.code());
        }
    }

    private static EnrolJson claim(TicketLink link, DeviceIdentity identity, SignedPrekey prekey) {
        Device device = new Device(identity.device(), identity.key().verifyKey(), SUITES);
        Enrolment enrolment =
                new Enrolment(identity.business(), identity.recipient(), device, link.expiresAt());
        return new EnrolJson(
                identity.business().value(),
                link.ticket().id().value(),
                link.ticket().redeem().reveal(),
                identity.recipient().value(),
                identity.device().value(),
                identity.key().verifyKey().bytes().toArray(),
                SUITES,
                enrolment.mac(link.ticket()).toArray(),
                link.expiresAt().toEpochMilli(),
                List.of(PrekeyJson.of(prekey)));
    }
}
