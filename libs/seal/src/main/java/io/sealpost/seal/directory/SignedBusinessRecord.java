package io.sealpost.seal.directory;

import io.sealpost.seal.Bytes;
import org.jspecify.annotations.Nullable;

/** A business record and its signature. */
public record SignedBusinessRecord(BusinessRecord record, Signer signer, Bytes signature) {

    /**
     * Whether this continues {@code before}: signed by the key of the version before, which is the
     * business's, or a gateway's while the business holds none. With nothing known (null) the
     * record vouches for itself. Anything but VALID is a change of identity: hold and ask the
     * person.
     */
    public ChainResult check(@Nullable BusinessRecord before) {
        if (record.equals(before)) {
            return ChainResult.VALID; // a repeat of what was checked when it was new
        }
        ChainResult link = before == null ? ChainResult.VALID : link(before);
        return link == ChainResult.VALID ? signature(before == null ? record : before) : link;
    }

    private ChainResult link(BusinessRecord before) {
        return record.business().equals(before.business())
                ? VersionLink.check(
                        before.version(), before.hash(), record.version(), record.previous())
                : ChainResult.OTHER_SUBJECT;
    }

    private ChainResult signature(BusinessRecord voucher) {
        Signer entitled = voucher.businessKey() == null ? Signer.GATEWAY_KEY : Signer.BUSINESS_KEY;
        return signer == entitled
                ? voucher.trust().check(signer, record.canonical(), signature.toArray())
                : ChainResult.UNTRUSTED_SIGNER;
    }
}
