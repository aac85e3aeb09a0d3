package io.sealpost.client.producer;

/** Why a message was not sent, or is not known to be sent. Never contains content. */
public sealed interface SendError {

    /** What to do about it: one sentence in plain English, without content. */
    String cure();

    /** No gateway epoch is open for sealing now. */
    record NoEpoch() implements SendError {
        @Override
        public String cure() {
            return "Retry in a minute; if it persists, the encryption service publishes no epochs.";
        }
    }

    /**
     * The content does not fit into one envelope.
     *
     * @param size of the content, in bytes
     * @param maxSize in bytes
     */
    record TooLarge(int size, int maxSize) implements SendError {
        @Override
        public String cure() {
            return "Send at most "
                    + maxSize
                    + " bytes; for more, send a link to where the recipient finds it.";
        }
    }

    /** A field that ingest would reject. Nothing was sealed. */
    record InvalidField(Field field) implements SendError {
        @Override
        public String cure() {
            return field.cure();
        }
    }

    /**
     * The broker refused the record.
     *
     * @param error the name of Kafka's exception class
     */
    record BrokerRefused(String error) implements SendError {
        @Override
        public String cure() {
            return "Check that the business is registered and that the login is its own.";
        }
    }

    /** The schema registry does not answer, or does not have the schema. */
    record NoSchema() implements SendError {
        @Override
        public String cure() {
            return "Check the schema registry's address and that the deployment is complete;"
                    + " retry when it answers.";
        }
    }

    /** The broker did not answer in time. The message may have arrived. */
    record TimedOut() implements SendError {
        @Override
        public String cure() {
            return "Retry under the same request id.";
        }
    }

    /** The fields of a message whose form is checked before it is sealed, in that order. */
    enum Field {
        REQUEST_ID(
                "Retry within 7 days of the first attempt, with a correct clock; later, send it as"
                        + " a new message."),
        CATEGORY("Set the category to AUTHENTICATION, UTILITY, MARKETING or SERVICE."),
        LANE("Send as urgent only messages of the category AUTHENTICATION or SERVICE."),
        CONTENT_TYPE(
                "Set a media type of at most 127 printable ASCII characters, such as"
                        + " text/plain; charset=utf-8."),
        TEMPLATE(
                "Set a template id of the form [a-z0-9][a-z0-9_-]{0,127} and a version of at least"
                        + " 1, or neither."),
        EXPIRES_AT(
                "Set an expiry in the future, 1 second to 30 days after the time of the request"
                        + " id."),
        NOT_BEFORE("Set a not-before time at most 36 hours ahead.");

        private final String cure;

        Field(String cure) {
            this.cure = cure;
        }

        String cure() {
            return cure;
        }
    }
}
