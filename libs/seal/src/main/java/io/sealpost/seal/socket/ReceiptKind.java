package io.sealpost.seal.socket;

/** What a device acknowledges: the message was stored, was read, or cannot be opened. */
public enum ReceiptKind {
    DELIVERED,
    READ,
    CANNOT_OPEN
}
