/**
 * Tests of the log against its definitions, published vectors, and random changes to stored bytes.
 */
@NullMarked
package io.sealpost.tlog;

import org.jspecify.annotations.NullMarked;
