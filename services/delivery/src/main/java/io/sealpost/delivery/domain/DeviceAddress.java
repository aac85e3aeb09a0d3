package io.sealpost.delivery.domain;

import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;

/** Where a device is found: devices are fresh per business. */
public record DeviceAddress(BusinessId business, DeviceId device) {}
