package io.sealpost.seal.directory;

/** The kind of key that signed a device list or business record. */
public enum Signer {
    BUSINESS_KEY,
    GATEWAY_KEY,
    DEVICE
}
