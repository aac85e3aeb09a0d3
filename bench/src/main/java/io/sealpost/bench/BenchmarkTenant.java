package io.sealpost.bench;

import io.sealpost.client.producer.Connection;
import io.sealpost.client.producer.SealpostProducer;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import java.util.function.Function;

/**
 * The business that sends the benchmark's messages. The caller closes its producer.
 *
 * @param connection the business's
 * @param tickets issues a registered enrolment link for one device of a recipient
 */
public record BenchmarkTenant(
        BusinessId business,
        Connection connection,
        SealpostProducer producer,
        Function<RecipientId, TicketLink> tickets) {}
