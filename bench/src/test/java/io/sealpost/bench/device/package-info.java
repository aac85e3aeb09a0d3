/** Tests of the process that runs devices. */
@NullMarked
package io.sealpost.bench.device;

import org.jspecify.annotations.NullMarked;
