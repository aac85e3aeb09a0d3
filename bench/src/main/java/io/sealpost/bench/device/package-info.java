/**
 * Many devices in one process, for load and for the demo. The process holds the devices' keys and
 * nothing else of Sealpost.
 */
@NullMarked
package io.sealpost.bench.device;

import org.jspecify.annotations.NullMarked;
