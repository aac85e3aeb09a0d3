package io.sealpost.delivery.domain;

import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;

/** A device. Its id is unique within its business only. */
public record DeviceAddress(BusinessId business, DeviceId device) {}
