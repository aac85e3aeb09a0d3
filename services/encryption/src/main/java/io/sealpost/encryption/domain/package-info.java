/** What is decided of devices, tickets and epochs: plain Java, no clock and no randomness. */
@NullMarked
package io.sealpost.encryption.domain;

import org.jspecify.annotations.NullMarked;
