package io.sealpost.client.producer;

/** Why a message was not sent, or is not known to be. Never carries content. */
public sealed interface SendError {

    /** No gateway epoch takes sessions now. Retry later. */
    record NoEpoch() implements SendError {}

    /** The content does not fit into one envelope; larger is media. */
    record TooLarge(int bytes, int most) implements SendError {}

    /** A field that ingest would reject. */
    record BadForm(Field field) implements SendError {}

    /** The broker answered and did not take it: the error's name as Kafka spells it. */
    record BrokerRefused(String error) implements SendError {}

    /** The schema registry does not answer, or does not know the schema. */
    record NoSchema() implements SendError {}

    /** No answer in time. It may have arrived: retry under the same request id. */
    record TimedOut() implements SendError {}

    /** The fields a producer checks before it sends. */
    enum Field {
        CATEGORY,
        LANE,
        CONTENT_TYPE,
        EXPIRES_AT,
        NOT_BEFORE
    }
}
