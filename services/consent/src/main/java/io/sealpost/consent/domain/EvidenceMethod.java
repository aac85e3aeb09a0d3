package io.sealpost.consent.domain;

/** How consent was collected. */
public enum EvidenceMethod {
    WEB_FORM,
    APP,
    PAPER,
    VERBAL,
    MESSAGE,
    DOUBLE_OPT_IN,
    IMPORT,
    OTHER
}
