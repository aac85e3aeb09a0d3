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
 * Makes the links with which recipients enrol their devices (docs/sealing.md, Ticket). Nothing is
 * stored: a ticket's secret is derived from the ticket key and the ticket's id. Thread-safe.
 *
 * @param ticketKey 32 bytes, kept secret by the business: who has it can enrol devices
 * @param recordSigner from {@link BusinessRecords}
 * @param logKey the key that signs the audit log's checkpoints
 * @param origin of the encryption service's HTTP endpoint, for example {@code
 *     http://127.0.0.1:7503}
 * @param token supplies a bearer token of the business for each call
 */
public record Tickets(
        BusinessId business,
        Secret ticketKey,
        BusinessRecords.RecordSigner recordSigner,
        VerifyKey logKey,
        String origin,
        Supplier<String> token,
        HttpClient http) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = ApiClient.JSON;

    /**
     * Makes a link for one device of this recipient, for that person only. It can be used after
     * {@link #register}.
     *
     * @param expiresAt truncated to milliseconds
     */
    public TicketLink newTicket(RecipientId recipient, Instant expiresAt) {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return new TicketLink(
                Ticket.of(ticketKey, TicketId.of(id)),
                business,
                recipient,
                recordSigner.kind(),
                recordSigner.fingerprint(),
                logKey,
                origin,
                Instant.ofEpochMilli(expiresAt.toEpochMilli()));
    }

    /**
     * Registers the ticket with the encryption service. Repeating it changes nothing. Blocks.
     *
     * @throws io.sealpost.client.http.ApiRefused with the problem's code
     * @throws io.sealpost.client.http.ApiUnavailable where nothing was decided within 30 s
     */
    public void register(TicketLink link) {
        var body =
                JSON.createObjectNode()
                        .put("ticket", link.ticket().id().value())
                        .put("recipient", link.recipient().value())
                        .put("expiresAt", link.expiresAt().toEpochMilli())
                        .put("redeemHash", link.ticket().redeemHash().toArray());
        var unused =
                new ApiClient(http, REQUEST_TIMEOUT)
                        .post(URI.create(origin + "/v1/tickets"), body, token.get());
    }
}
