/** Runs many devices in one process that holds nothing but their keys and the socket's address. */
@NullMarked
package io.sealpost.client.process;

import org.jspecify.annotations.NullMarked;
