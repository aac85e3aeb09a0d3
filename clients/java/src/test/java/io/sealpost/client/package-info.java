/** Tests of the client as a whole. */
@NullMarked
package io.sealpost.client;

import org.jspecify.annotations.NullMarked;
