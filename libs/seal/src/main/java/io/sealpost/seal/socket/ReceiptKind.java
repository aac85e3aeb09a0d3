package io.sealpost.seal.socket;

/** What a device says about one message. */
public enum ReceiptKind {
    DELIVERED,
    READ,
    CANNOT_OPEN
}
