package io.sealpost.audit.domain;

import io.sealpost.seal.id.BusinessId;

/**
 * Whose audit key a leaf's key comes from: a recipient of one business, or, for a message without a
 * valid recipient, the message.
 */
public record Subject(BusinessId business, String ref) {

    /** The id of its key row: business '/' subject. */
    public String keyId() {
        return business.value() + "/" + ref;
    }
}
