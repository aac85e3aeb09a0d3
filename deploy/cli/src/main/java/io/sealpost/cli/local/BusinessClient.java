package io.sealpost.cli.local;

import io.sealpost.client.http.ApiClient;
import io.sealpost.client.producer.BusinessRecords;
import io.sealpost.client.producer.Connection;
import io.sealpost.client.producer.SealpostProducer;
import io.sealpost.client.producer.Tickets;
import io.sealpost.seal.Secret;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.tlog.NoteKey;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Function;

/** Acts for a business with its account, as the business's own programs do with the SDK. */
public final class BusinessClient implements AutoCloseable {
    private static final Duration TICKET_VALIDITY = Duration.ofDays(1);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final Account account;
    private final Connection connection;
    private final SealpostProducer producer;
    private final HttpClient http = HttpClient.newHttpClient();

    public BusinessClient(Account account) {
        this.account = account;
        this.connection = account.connection();
        this.producer = SealpostProducer.builder(connection, id()).build();
    }

    public BusinessId id() {
        return new BusinessId(account.business());
    }

    public Account account() {
        return account;
    }

    public Connection connection() {
        return connection;
    }

    public SealpostProducer producer() {
        return producer;
    }

    /** For calls to the services' HTTP endpoints. */
    public ApiClient api() {
        return new ApiClient(http, REQUEST_TIMEOUT);
    }

    /**
     * Issues registered enrolment links, each for one device of a recipient. The business record is
     * read once, by this call.
     */
    public Function<RecipientId, TicketLink> tickets() {
        Tickets tickets =
                new Tickets(
                        id(),
                        Secret.of(HexFormat.of().parseHex(account.ticketKey())),
                        recordSigner(),
                        VerifyKey.of(NoteKey.parse(account.logKey()).key().bytes()),
                        account.encryption().toString(),
                        account::token,
                        http);
        return recipient -> {
            TicketLink link = tickets.newTicket(recipient, Instant.now().plus(TICKET_VALIDITY));
            tickets.register(link);
            return link;
        };
    }

    private BusinessRecords.RecordSigner recordSigner() {
        return BusinessRecords.signer(connection, id())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "the gateway key of %1$s is not published; repeat ./sealpost business add %1$s"
                                                .formatted(account.business())));
    }

    @Override
    public void close() {
        producer.close();
        http.close();
    }
}
