package io.sealpost.wire;

import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.EvidenceMethod;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.Mode;

/**
 * Converts between the enums of the Avro records and those of the domain ({@code
 * io.sealpost.seal.id}), symbol by symbol. A symbol that is added on one side only does not compile
 * here.
 */
public final class Enums {
    private Enums() {}

    public static Mode domain(io.sealpost.schemas.Mode mode) {
        return switch (mode) {
            case UNKNOWN -> Mode.UNKNOWN;
            case SENDER -> Mode.SENDER;
            case GATEWAY -> Mode.GATEWAY;
        };
    }

    public static io.sealpost.schemas.Mode avro(Mode mode) {
        return switch (mode) {
            case UNKNOWN -> io.sealpost.schemas.Mode.UNKNOWN;
            case SENDER -> io.sealpost.schemas.Mode.SENDER;
            case GATEWAY -> io.sealpost.schemas.Mode.GATEWAY;
        };
    }

    public static Category domain(io.sealpost.schemas.Category category) {
        return switch (category) {
            case UNKNOWN -> Category.UNKNOWN;
            case AUTHENTICATION -> Category.AUTHENTICATION;
            case UTILITY -> Category.UTILITY;
            case MARKETING -> Category.MARKETING;
            case SERVICE -> Category.SERVICE;
        };
    }

    public static io.sealpost.schemas.Category avro(Category category) {
        return switch (category) {
            case UNKNOWN -> io.sealpost.schemas.Category.UNKNOWN;
            case AUTHENTICATION -> io.sealpost.schemas.Category.AUTHENTICATION;
            case UTILITY -> io.sealpost.schemas.Category.UTILITY;
            case MARKETING -> io.sealpost.schemas.Category.MARKETING;
            case SERVICE -> io.sealpost.schemas.Category.SERVICE;
        };
    }

    public static Channel domain(io.sealpost.schemas.Channel channel) {
        return switch (channel) {
            case UNKNOWN -> Channel.UNKNOWN;
            case SEALPOST -> Channel.SEALPOST;
        };
    }

    public static io.sealpost.schemas.Channel avro(Channel channel) {
        return switch (channel) {
            case UNKNOWN -> io.sealpost.schemas.Channel.UNKNOWN;
            case SEALPOST -> io.sealpost.schemas.Channel.SEALPOST;
        };
    }

    public static Lane domain(io.sealpost.schemas.Lane lane) {
        return switch (lane) {
            case UNKNOWN -> Lane.UNKNOWN;
            case URGENT -> Lane.URGENT;
            case BULK -> Lane.BULK;
        };
    }

    public static io.sealpost.schemas.Lane avro(Lane lane) {
        return switch (lane) {
            case UNKNOWN -> io.sealpost.schemas.Lane.UNKNOWN;
            case URGENT -> io.sealpost.schemas.Lane.URGENT;
            case BULK -> io.sealpost.schemas.Lane.BULK;
        };
    }

    public static EvidenceMethod domain(io.sealpost.schemas.EvidenceMethod method) {
        return switch (method) {
            case UNKNOWN -> EvidenceMethod.UNKNOWN;
            case WEB_FORM -> EvidenceMethod.WEB_FORM;
            case APP -> EvidenceMethod.APP;
            case PAPER -> EvidenceMethod.PAPER;
            case VERBAL -> EvidenceMethod.VERBAL;
            case MESSAGE -> EvidenceMethod.MESSAGE;
            case DOUBLE_OPT_IN -> EvidenceMethod.DOUBLE_OPT_IN;
            case IMPORT -> EvidenceMethod.IMPORT;
            case OTHER -> EvidenceMethod.OTHER;
        };
    }

    public static io.sealpost.schemas.EvidenceMethod avro(EvidenceMethod method) {
        return switch (method) {
            case UNKNOWN -> io.sealpost.schemas.EvidenceMethod.UNKNOWN;
            case WEB_FORM -> io.sealpost.schemas.EvidenceMethod.WEB_FORM;
            case APP -> io.sealpost.schemas.EvidenceMethod.APP;
            case PAPER -> io.sealpost.schemas.EvidenceMethod.PAPER;
            case VERBAL -> io.sealpost.schemas.EvidenceMethod.VERBAL;
            case MESSAGE -> io.sealpost.schemas.EvidenceMethod.MESSAGE;
            case DOUBLE_OPT_IN -> io.sealpost.schemas.EvidenceMethod.DOUBLE_OPT_IN;
            case IMPORT -> io.sealpost.schemas.EvidenceMethod.IMPORT;
            case OTHER -> io.sealpost.schemas.EvidenceMethod.OTHER;
        };
    }
}
