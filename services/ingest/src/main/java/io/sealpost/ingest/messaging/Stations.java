package io.sealpost.ingest.messaging;

import io.sealpost.ingest.IngestConfig;
import io.sealpost.ingest.domain.RequestDecider;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessCommand;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.SendRequest;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes ingest's stations. */
final class Stations {

    private Stations() {}

    @Produces
    @Singleton
    static RequestStation requests(SchemaRegistry registry, IngestConfig config) {
        return new RequestStation(
                new RequestReader(new Codec<>(registry, SendRequest.class)),
                new RequestDecider(config.modes()),
                new RequestWriter(
                        new Codec<>(registry, AcceptedMessage.class),
                        new Codec<>(registry, MessageStep.class)));
    }

    @Produces
    @Singleton
    static BusinessStation businesses(SchemaRegistry registry) {
        return new BusinessStation(
                new BusinessReader(new Codec<>(registry, BusinessCommand.class)),
                new BusinessWriter(new Codec<>(registry, Business.class)));
    }
}
