package io.sealpost.seal.id;

/** How consent was collected. */
public enum EvidenceMethod {
    UNKNOWN,
    WEB_FORM,
    APP,
    PAPER,
    VERBAL,
    MESSAGE,
    DOUBLE_OPT_IN,
    IMPORT,
    OTHER
}
