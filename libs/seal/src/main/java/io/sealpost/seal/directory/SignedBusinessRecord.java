package io.sealpost.seal.directory;

import io.sealpost.seal.Bytes;
import org.jspecify.annotations.Nullable;

/** A business record and its signature. */
public record SignedBusinessRecord(BusinessRecord record, Signer signer, Bytes signature) {

    /**
     * Whether this record continues {@code before}: it must be signed by a key of the previous
     * version, which is the business key, or a gateway key where the business has none. Where
     * nothing is known (null), the record must be signed by its own key. Every result other than
     * VALID is a change of identity: the caller keeps the known record and asks the person.
     */
    public ChainResult check(@Nullable BusinessRecord before) {
        if (record.equals(before)) {
            return ChainResult.VALID; // it was checked when it was new
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
