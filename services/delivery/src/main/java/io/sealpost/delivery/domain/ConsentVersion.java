package io.sealpost.delivery.domain;

import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;

/** The consent that a message was cleared under; versions rise per business and recipient. */
public record ConsentVersion(Purpose purpose, Channel channel, long version) {}
