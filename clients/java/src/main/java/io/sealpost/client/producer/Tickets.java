package io.sealpost.client.producer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealpost.client.http.ApiClient;
import io.sealpost.seal.Secret;
import io.sealpost.seal.directory.Ticket;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.TicketId;
import io.sealpost.seal.key.VerifyKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Makes the links by which recipients enrol devices (SEALING, "Ticket"). Nothing is stored: a
 * ticket's secret follows from the ticket key and its id. Thread-safe.
 *
 * @param ticketKey 32 bytes the business keeps; whoever has it can enrol devices
 * @param voucher from {@link BusinessRecords}
 * @param logKey of the audit log's checkpoints
 * @param origin of encryption's HTTP endpoint, e.g. {@code http://127.0.0.1:7503}
 * @param token a bearer token of the business, asked for at each call
 */
public record Tickets(
        BusinessId business,
        Secret ticketKey,
        BusinessRecords.Voucher voucher,
        VerifyKey logKey,
        String origin,
        Supplier<String> token,
        HttpClient http) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ObjectMapper JSON = ApiClient.JSON;

    /** A link for one device of this recipient; it is for that person only. Register it next. */
    public TicketLink newTicket(RecipientId recipient, Instant expiresAt) {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return new TicketLink(
                Ticket.of(ticketKey, TicketId.of(id)),
                business,
                recipient,
                voucher.vouchedBy(),
                voucher.fingerprint(),
                logKey,
                origin,
                Instant.ofEpochMilli(expiresAt.toEpochMilli()));
    }

    /**
     * Tells encryption of the ticket; the link works from then on. Repeating it changes nothing.
     *
     * @throws io.sealpost.client.http.ApiRefused with the problem's code
     * @throws io.sealpost.client.http.ApiUnavailable when there is no answer in 30 s
     */
    public void register(TicketLink link) {
        var body =
                JSON.createObjectNode()
                        .put("ticket", link.ticket().id().value())
                        .put("recipient", link.recipient().value())
                        .put("expiresAt", link.expiresAt().toEpochMilli())
                        .put("redeemHash", link.ticket().redeemHash().toArray());
        var unused =
                new ApiClient(http, Duration.ofSeconds(30))
                        .post(URI.create(origin + "/v1/tickets"), body, token.get());
    }
}
