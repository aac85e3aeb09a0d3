/**
 * Sealpost on one machine: the parts it stands on and its five services, as processes on loopback.
 */
@NullMarked
package io.sealpost.cli.local;

import org.jspecify.annotations.NullMarked;
