package io.sealpost.audit.domain;

import io.sealpost.seal.id.BusinessId;

/**
 * The owner of an audit key, from which its leaf keys are derived: a recipient of one business, or,
 * for a message without a valid recipient, that message.
 *
 * @param ref the recipient id or the message id
 */
public record AuditSubject(BusinessId business, String ref) {

    /** The id of its key's row: business '/' ref. */
    public String keyId() {
        return business.value() + "/" + ref;
    }
}
