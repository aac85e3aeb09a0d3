package io.sealpost.seal.directory;

/** Whose key signed a directory object. */
public enum Signer {
    BUSINESS_KEY,
    GATEWAY_KEY,
    DEVICE
}
