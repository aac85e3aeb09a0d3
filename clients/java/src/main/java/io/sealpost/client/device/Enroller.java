package io.sealpost.client.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.client.device.DirectoryJson.PrekeyJson;
import io.sealpost.client.http.Api;
import io.sealpost.client.http.ApiRefused;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.Enrolment;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.directory.TicketLink;
import java.net.URI;
import java.util.List;

/** A device's two calls to encryption: enrol with a ticket, publish a prekey. */
record Enroller(Api api) {
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

    /** A verified directory, and where the device's socket is. */
    record Enrolled(Directory directory, URI socket) {}

    /**
     * Repeating it with the same device gets the same answer.
     *
     * @throws EnrolmentRefused with the reason
     * @throws ChainRefused when the answer is not vouched for by the key the link names
     */
    Enrolled enrol(TicketLink link, Owner owner, SignedPrekey prekey) {
        JsonNode answer =
                posted(URI.create(link.origin() + "/v1/devices:enrol"), claim(link, owner, prekey));
        Directory directory =
                Directory.first(
                        link,
                        owner,
                        DirectoryJson.businessRecord(answer.path("businessRecord")),
                        DirectoryJson.deviceList(answer.path("deviceList")));
        return new Enrolled(directory, URI.create(answer.path("socket").asText()));
    }

    void publish(String origin, Owner owner, SignedPrekey prekey) {
        var body =
                new PublishJson(
                        owner.business().value(),
                        owner.recipient().value(),
                        List.of(PrekeyJson.of(prekey)));
        String path = "/v1/devices/" + owner.device().value() + "/prekeys";
        var unused = posted(URI.create(origin + path), body);
    }

    private JsonNode posted(URI address, Object body) {
        try {
            return api.post(address, body, null);
        } catch (ApiRefused e) {
            throw new EnrolmentRefused(e.code().isEmpty() ? "HTTP " + e.status() : e.code());
        }
    }

    private static EnrolJson claim(TicketLink link, Owner owner, SignedPrekey prekey) {
        Device device = new Device(owner.device(), owner.identity().verifyKey(), SUITES);
        Enrolment enrolment =
                new Enrolment(owner.business(), owner.recipient(), device, link.expiresAt());
        return new EnrolJson(
                owner.business().value(),
                link.ticket().id().value(),
                link.ticket().redeem().reveal(),
                owner.recipient().value(),
                owner.device().value(),
                owner.identity().verifyKey().bytes().toArray(),
                SUITES,
                enrolment.mac(link.ticket()).toArray(),
                link.expiresAt().toEpochMilli(),
                List.of(PrekeyJson.of(prekey)));
    }
}
