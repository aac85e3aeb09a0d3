/** Tests of the process that runs devices. */
@NullMarked
package io.sealpost.client.process;

import org.jspecify.annotations.NullMarked;
