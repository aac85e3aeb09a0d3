/**
 * What is decided about devices, tickets and epochs. Plain Java: no framework, clock, randomness or
 * I/O.
 */
@NullMarked
package io.sealpost.encryption.domain;

import org.jspecify.annotations.NullMarked;
