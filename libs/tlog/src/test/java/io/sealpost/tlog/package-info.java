/** Tests of the log against its definitions, published vectors and a tamperer. */
@NullMarked
package io.sealpost.tlog;

import org.jspecify.annotations.NullMarked;
