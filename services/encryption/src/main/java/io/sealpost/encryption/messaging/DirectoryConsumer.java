package io.sealpost.encryption.messaging;

import io.sealpost.encryption.domain.DirectoryCommand;
import io.sealpost.encryption.domain.DirectoryOutcome;
import io.sealpost.encryption.domain.RecipientDirectory;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.hop.Hop;
import io.sealpost.hop.beans.Hops;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes {@code device-commands}. */
@ApplicationScoped
class DirectoryConsumer {
    private final Hop<DirectoryCommand, RecipientRef, RecipientDirectory, DirectoryOutcome> hop;

    @Inject
    DirectoryConsumer(Hops hops, DirectoryStation station) {
        hop = hops.of(station);
    }

    @Incoming("device-commands")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return hop.process(batch);
    }
}
