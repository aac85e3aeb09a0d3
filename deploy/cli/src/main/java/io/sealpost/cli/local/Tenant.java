package io.sealpost.cli.local;

import io.sealpost.client.http.Api;
import io.sealpost.client.producer.BusinessRecords;
import io.sealpost.client.producer.SealpostProducer;
import io.sealpost.client.producer.Tickets;
import io.sealpost.seal.Secret;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.tlog.NoteKey;
import io.sealpost.wire.SchemaRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** A business at work: what its own programs would do with the SDK. */
public final class Tenant implements AutoCloseable {
    private static final Duration TICKET_LIFE = Duration.ofDays(1);

    private final Account account;
    private final SealpostProducer producer;
    private final HttpClient http = HttpClient.newHttpClient();

    /** With the credentials of its account. */
    public Tenant(Account account) {
        this.account = account;
        this.producer = SealpostProducer.builder(account.kafka(), account.registry(), id()).build();
    }

    public BusinessId id() {
        return new BusinessId(account.business());
    }

    public Account account() {
        return account;
    }

    /** The SDK's producer. */
    public SealpostProducer producer() {
        return producer;
    }

    /** Its HTTP calls. */
    public Api api() {
        return new Api(http, Duration.ofSeconds(30));
    }

    /** Makes links; the business record is read once. */
    public Links tickets() {
        Tickets tickets =
                new Tickets(
                        id(),
                        Secret.of(HexFormat.of().parseHex(account.ticketKey())),
                        BusinessRecords.voucher(
                                        account.kafka(), new SchemaRegistry(account.registry()), id())
                                .orElseThrow(
                                        () ->
                                                new IllegalStateException(
                                                        "the business has no gateway key yet")),
                        VerifyKey.of(NoteKey.parse(account.logKey()).key().bytes()),
                        account.encryption().toString(),
                        account::token,
                        http);
        return recipient -> {
            TicketLink link = tickets.newTicket(recipient, Instant.now().plus(TICKET_LIFE));
            tickets.register(link);
            return link;
        };
    }

    @Override
    public void close() {
        producer.close();
        http.close();
    }

    /** Issues links. */
    public interface Links {
        /** A registered link for one device of the recipient. */
        TicketLink issue(RecipientId recipient);
    }
}
